import { minorJson } from '../../platform/money/money.ts'
import { type EntriesScope, entriesUrl } from '../entries-url.ts'
import type { ShareFigure } from '../figures.ts'
import type { Range } from '../period.ts'
import { ratio } from '../ratio.ts'
import { type RangeFacts, sum } from './facts.ts'
import { type ShareReason, shareOf } from './share.ts'
import { classRows, type ShareClassRow } from './share-classes.ts'

/**
 * The share of one period. Amounts are minor units of `currency`, all null where a rate is missing;
 * `known_minor` is all income that has a figure, `total_minor` the same once nothing is missing.
 * `missing` names classes, `YYYY-MM/class` where the period touches several months. `reader_negative`
 * warns that more was given back to readers than came from them. `inn_…` tell all known income apart
 * as INN does; `inn_major_minor`, of readers’ money what came in payments as large as the cap, is known
 * in the books’ currency only, and not told to whoever may not see rows. The largest funder is told
 * without a name.
 */
export type SharePeriod = Readonly<{
  from: string
  to: string
  state: 'closed' | 'open' | 'partial'
  currency: string
  reader_minor: number | null
  reader_stripe_minor: number | null
  reader_other_minor: number | null
  total_minor: number | null
  known_minor: number | null
  share: string | null
  upper_bound: string | null
  reason: ShareReason | null
  missing: readonly string[]
  estimated: boolean
  broad_share: string | null
  largest_funder_minor: number | null
  largest_funder_class: string | null
  largest_funder_share: string | null
  owner_minor: number | null
  owner_share: string | null
  inn_individual_minor: number | null
  inn_major_minor: number | null
  inn_foundation_minor: number | null
  inn_earned_minor: number | null
  inn_other_minor: number | null
  warning: 'reader_negative' | null
  classes: readonly ShareClassRow[]
  entries: Readonly<Record<ShareFigure | 'owner_minor', string>>
}>

/** What the facts of a range say, as it is shown. */
export function sharePeriod(facts: RangeFacts, scope: EntriesScope): SharePeriod {
  const { range, classes, unrated, estimated } = facts
  const [reader, known] = [sum(classes, 'reader_minor'), sum(classes, 'total_minor')]
  const { total, share, upper_bound, reason } = shareOf({ ...facts, reader, known })
  const shown = (minor: bigint | null) => (minor === null || unrated ? null : minorJson(minor))
  return {
    ...range,
    state: stateOf(facts),
    currency: scope.query.currency,
    reader_minor: shown(reader),
    reader_stripe_minor: shown(sum(classes, 'reader_stripe_minor')),
    reader_other_minor: shown(sum(classes, 'reader_other_minor')),
    total_minor: shown(total),
    known_minor: shown(known),
    share,
    upper_bound,
    reason,
    missing: missingNames(facts),
    estimated,
    broad_share: share === null ? null : broadShare(facts),
    ...funders(facts, total),
    inn_individual_minor: shown(sum(classes, 'inn_individual_minor')),
    inn_major_minor: shown(facts.major),
    inn_foundation_minor: shown(sum(classes, 'inn_foundation_minor')),
    inn_earned_minor: shown(sum(classes, 'inn_earned_minor')),
    inn_other_minor: shown(sum(classes, 'inn_other_minor')),
    warning: reader < 0n && !unrated ? 'reader_negative' : null,
    classes: classRows(facts, scope),
    entries: entryAddresses(range, scope),
  }
}

/** A closed month stays closed, also with an estimate in it; an unknown row may still change a month. */
function stateOf(facts: RangeFacts): SharePeriod['state'] {
  if (facts.closed) return 'closed'
  const { ended, estimated, unrated, unclassified, missing } = facts
  const whole = ended && !estimated && !unrated && unclassified === 0n && missing.length === 0
  return whole ? 'open' : 'partial'
}

function missingNames({ missing, months }: RangeFacts): string[] {
  return missing.map((cell) => (months === 1 ? cell.class : `${cell.month}/${cell.class}`))
}

function broadShare({ broad }: RangeFacts): string | null {
  return broad.known > 0n ? ratio(broad.reader, broad.known) : null
}

type ShownFunders = Pick<
  SharePeriod,
  | 'largest_funder_minor'
  | 'largest_funder_class'
  | 'largest_funder_share'
  | 'owner_minor'
  | 'owner_share'
>

/** Parts of all income, so unknown as long as that is. */
function funders({ funders: { largest, owner }, unrated }: RangeFacts, total: bigint | null) {
  const part = (minor: bigint) => (total !== null && total > 0n ? ratio(minor, total) : null)
  const known = unrated ? null : largest
  return {
    largest_funder_minor: known === null ? null : minorJson(known.amount),
    largest_funder_class: known?.class ?? null,
    largest_funder_share: known === null ? null : part(known.amount),
    owner_minor: unrated ? null : minorJson(owner),
    owner_share: part(owner),
  } satisfies ShownFunders
}

function entryAddresses(range: Range, scope: EntriesScope): SharePeriod['entries'] {
  const address = (figure: ShareFigure) => entriesUrl(figure, range, scope)
  return {
    reader_minor: address('reader_minor'),
    reader_stripe_minor: address('reader_stripe_minor'),
    reader_other_minor: address('reader_other_minor'),
    total_minor: address('total_minor'),
    owner_minor: entriesUrl('total_minor', range, scope, { class: 'owner' }),
    inn_individual_minor: address('inn_individual_minor'),
    inn_foundation_minor: address('inn_foundation_minor'),
    inn_earned_minor: address('inn_earned_minor'),
    inn_other_minor: address('inn_other_minor'),
  }
}
