import type { Reader } from '../../platform/database/connection.ts'
import { minorJson } from '../../platform/money/money.ts'
import { isWithin } from '../period.ts'
import { personBasis } from '../persons/amount.ts'
import type { PersonFacts } from '../persons/facts.ts'
import { personRows } from '../persons/rows.ts'
import type { FigureRows, RowsQuery } from '../rows-routes.ts'
import type { DonorFigure } from './donor-period.ts'
import { giftAmount, giftsOf } from './gift.ts'
import { donorsOfDays } from './lines.ts'
import { precedingOf } from './preceding.ts'
import { donorsOver } from './report.ts'
import { spansOf } from './span.ts'
import { type DonorFacts, donorFacts, donorSums } from './sums.ts'

/**
 * A person behind a figure, or one of their gifts (then with its entry and day). `counts` is their part
 * of the sum; amounts are minor units, null without a rate.
 */
export type DonorRow = Readonly<{
  member_id: string
  gifts: number
  amount_minor: number | null
  before_minor: number | null
  counts: number
}>
export type GiftRow = Readonly<{
  member_id: string
  entry: string
  day: string
  amount_minor: number | null
  counts: number
}>

type Query = RowsQuery<DonorFigure>

/** The persons behind a figure of donors; behind gifts and what they are on average, the gifts. */
export async function donorRows(
  reader: Reader,
  query: Query,
): Promise<FigureRows<DonorRow | GiftRow>> {
  const isOfGifts = ofGifts.has(query.figure)
  const found = await personRows<DonorRow | GiftRow>(reader, query, (facts) =>
    isOfGifts ? giftRows(facts, query) : donorRow(facts, query),
  )
  if (found.kind === 'cursor_unknown') return found
  const all = (await donorsOver(reader, [query], query))(query)
  const [sum, of] = [overLine(all, query.figure), underLine(all, query.figure)]
  return { ...found, sum: numberOf(sum), of: numberOf(of) }
}

const ofGifts: ReadonlySet<DonorFigure> = new Set([
  'gifts',
  'average_gift_minor',
  'median_gift_minor',
])

function donorRow(facts: PersonFacts, query: Query): DonorRow[] {
  const theirs = factsAlone(facts, query)
  const counts = overLine(theirs, query.figure)
  if (counts === 0n) return []
  const isRated = theirs.unrated === 0n
  return [
    {
      member_id: facts.person,
      gifts: Number(theirs.gifts),
      amount_minor: isRated ? minorJson(theirs.given) : null,
      before_minor: isRated ? minorJson(theirs.given_before) : null,
      counts: minorJson(counts ?? 0n),
    },
  ]
}

/** The report, over one person. */
function factsAlone(facts: PersonFacts, query: Query): DonorFacts {
  const preceding = precedingOf(query, query.interval)
  const { linesOf } = donorsOfDays(spansOf([{ range: query, since: preceding.from }]))
  return donorFacts(donorSums(linesOf(facts), personBasis(query.basis)), query, preceding)
}

function giftRows(facts: PersonFacts, query: Query): GiftRow[] {
  const { figure, basis } = query
  const inRange = giftsOf(facts).filter(({ day }) => isWithin(day, query))
  return inRange.map((gift) => {
    const amount = numberOf(giftAmount(gift, basis))
    const counts = figure === 'average_gift_minor' ? (amount ?? 0) : 1
    const { id: entry, day } = gift
    return { member_id: facts.person, entry, day, amount_minor: amount, counts }
  })
}

/** What a figure counts; of the median the gifts it stands in the middle of. */
function overLine(facts: DonorFacts, figure: DonorFigure): bigint | null {
  const isRated = facts.unrated === 0n
  switch (figure) {
    case 'donors':
      return facts.donors
    case 'new':
      return facts.fresh
    case 'retained':
    case 'donor_retention':
      return facts.retained
    case 'reactivated':
      return facts.reactivated
    case 'lapsed':
      return facts.before - facts.retained
    case 'gifts':
    case 'median_gift_minor':
      return facts.gifts
    case 'average_gift_minor':
      return isRated ? facts.given : null
    case 'value_retention':
      return isRated ? facts.given_retained : null
    case 'upgrade_rate':
      return isRated ? facts.upgraded : null
  }
}

function underLine(facts: DonorFacts, figure: DonorFigure): bigint | null {
  switch (figure) {
    case 'average_gift_minor':
      return facts.gifts
    case 'donor_retention':
      return facts.before
    case 'value_retention':
      return facts.unrated === 0n ? facts.given_before : null
    case 'upgrade_rate':
      return facts.retained
    default:
      return null
  }
}

function numberOf(minor: bigint | null): number | null {
  return minor === null ? null : minorJson(minor)
}
