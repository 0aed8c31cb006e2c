import type { Reader } from '../../platform/database/connection.ts'
import { addDays, type Day } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import type { Basis } from '../figures.ts'
import { type Known, known } from '../known.ts'
import { spanOf } from '../period.ts'
import { ratio } from '../ratio.ts'
import { type Funders, fundersOf } from '../reader-share/funders.ts'
import { type CashIn, cashOn, runwayMonths } from '../settings/cash-in.ts'
import { sumsBy } from '../sums.ts'
import { valuationOf } from '../valued.ts'
import { trailingTo } from './lines.ts'

/** All income of twelve months, and of it the largest payer who is no reader, and the owners. */
type PayerFacts = Readonly<{ all: bigint; unrated: boolean; funders: Funders; cash: Known<CashIn> }>

type Asked = Readonly<{ basis: Basis; currency: Currency; books: Currency }>

export type PayerFigures = ReturnType<typeof payerFigures>

/** What stood beside readers in the twelve months before each of these days. */
export async function payersOver(
  reader: Reader,
  ends: readonly Day[],
  { basis, currency, books }: Asked,
): Promise<(end: Day) => PayerFigures> {
  const ranges = ends.map(trailingTo)
  const valuation = await valuationOf(reader, spanOf(ranges), currency)
  const asked = { ranges, basis, valuation }
  const lastDays = ends.map((end) => addDays(end, -1))
  const [rows, funders, cashOf] = await Promise.all([
    sumsBy(reader, { ...asked, filter: {}, by: 'class', figures: ['total_minor'] }),
    fundersOf(reader, asked),
    cashOn(reader, lastDays, { currency, books }),
  ])
  const byRange = Map.groupBy(rows, ({ range }) => range)
  return (end) => {
    const place = ends.indexOf(end)
    const classes = byRange.get(place) ?? []
    return payerFigures({
      all: classes.reduce((sum, { total_minor }) => sum + total_minor, 0n),
      unrated: classes.some(({ unrated }) => unrated > 0n),
      funders: funders[place] ?? { largest: null, owner: 0n },
      cash: cashOf(addDays(end, -1)),
    })
  }
}

/**
 * Parts of all income, and for how many months the cash would last without the largest funder: cash ÷
 * (monthly costs − a twelfth of what all others brought in the twelve months).
 */
function payerFigures({ all, unrated, funders: { largest, owner }, cash }: PayerFacts) {
  const against = [
    [unrated, 'rate_unavailable'],
    [all <= 0n, 'total_not_positive'],
  ] as const
  const others = all - (largest?.amount ?? 0n)
  return {
    largest_funder_share: known(against, () => ratio(largest?.amount ?? 0n, all)),
    owner_share: known(against, () => ratio(owner, all)),
    runway_without_funder_months: runwayMonths(cash, {
      minor: unrated ? null : others,
      months: 12n,
    }),
  }
}
