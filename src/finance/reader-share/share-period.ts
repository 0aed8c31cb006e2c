import { shareClasses, stripeClasses } from '../../ledger/classes.ts'
import { none } from '../../ledger/entries.ts'
import { minorJson } from '../../platform/money/money.ts'
import { type EntriesScope, entriesUrl } from '../entries-url.ts'
import type { ShareFigure } from '../figures.ts'
import type { Range } from '../period.ts'
import { ratio } from '../ratio.ts'
import { type RangeFacts, sum } from './facts.ts'
import { type ShareReason, shareOf } from './share.ts'

/** `amount_minor` is null where finance expects a figure and has given none. */
export type ShareClassRow = Readonly<{
  class: string
  amount_minor: number | null
  entries_url: string
}>

/**
 * The share of one period. Amounts are minor units of `currency`, all null where a rate is missing;
 * `known_minor` is all income that has a figure, `total_minor` the same once nothing is missing.
 * `missing` names classes, `YYYY-MM/class` where the period touches several months. `reader_negative`
 * warns that more was given back to readers than came from them.
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
  warning: 'reader_negative' | null
  classes: readonly ShareClassRow[]
  entries: Readonly<Record<ShareFigure, string>>
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

function entryAddresses(range: Range, scope: EntriesScope): SharePeriod['entries'] {
  return {
    reader_minor: entriesUrl('reader_minor', range, scope),
    reader_stripe_minor: entriesUrl('reader_stripe_minor', range, scope),
    reader_other_minor: entriesUrl('reader_other_minor', range, scope),
    total_minor: entriesUrl('total_minor', range, scope),
  }
}

const order: readonly string[] = [...stripeClasses, ...shareClasses, none]

/** Every class that has rows in the share or is expected, in the order of the pages. */
function classRows(facts: RangeFacts, scope: EntriesScope): ShareClassRow[] {
  const sums = new Map(facts.classes.map((row) => [row.class ?? none, row.total_minor]))
  const absent = new Set<string>(facts.missing.map((cell) => cell.class))
  const expected = new Set<string>(facts.expected)
  return order
    .filter((name) => expected.has(name) || (sums.has(name) && !(name === none && !sums.get(name))))
    .map((name) => ({
      class: name,
      amount_minor: facts.unrated ? null : classAmount(sums.get(name), absent.has(name)),
      entries_url: entriesUrl('total_minor', facts.range, scope, { class: name }),
    }))
}

/** Over several months a class may be missing in one and known in others: then what is known. */
function classAmount(known: bigint | undefined, absent: boolean): number | null {
  return known === undefined && absent ? null : minorJson(known ?? 0n)
}
