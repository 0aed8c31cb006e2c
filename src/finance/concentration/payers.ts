import type { Reader } from '../../platform/database/connection.ts'
import { addDays } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import type { Basis } from '../figures.ts'
import { type Known, known } from '../known.ts'
import { type Range, spanOf } from '../period.ts'
import { ratio } from '../ratio.ts'
import { type Funders, fundersOf } from '../reader-share/funders.ts'
import { type CashIn, cashIn, runwayMonths } from '../settings/cash-in.ts'
import { sumsBy } from '../sums.ts'
import { valuationOf } from '../valued.ts'

/** All income of twelve months, and of it the largest payer who is no reader, and the owners. */
type PayerFacts = Readonly<{ all: bigint; unrated: boolean; funders: Funders; cash: Known<CashIn> }>

type Asked = Readonly<{ basis: Basis; currency: Currency; books: Currency }>

/** What stands beside readers, for each range of twelve months by its place. */
export async function payersOver(
  reader: Reader,
  ranges: readonly Range[],
  { basis, currency, books }: Asked,
): Promise<PayerFacts[]> {
  const valuation = await valuationOf(reader, spanOf(ranges), currency)
  const asked = { ranges, basis, valuation }
  const [rows, funders, cash] = await Promise.all([
    sumsBy(reader, { ...asked, filter: {}, by: 'class', figures: ['total_minor'] }),
    fundersOf(reader, asked),
    Promise.all(ranges.map(({ to }) => cashIn(reader, addDays(to, -1), { currency, books }))),
  ])
  const byRange = Map.groupBy(rows, ({ range }) => range)
  return ranges.map((_, index) => {
    const classes = byRange.get(index) ?? []
    return {
      all: classes.reduce((sum, { total_minor }) => sum + total_minor, 0n),
      unrated: classes.some(({ unrated }) => unrated > 0n),
      funders: funders[index] ?? { largest: null, owner: 0n },
      cash: cash[index] ?? { value: null, why: 'not_declared' },
    }
  })
}

/**
 * Parts of all income, and for how many months the cash would last without the largest funder: cash ÷
 * (monthly costs − a twelfth of what all others brought in the twelve months).
 */
export function payerFigures({ all, unrated, funders: { largest, owner }, cash }: PayerFacts) {
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
