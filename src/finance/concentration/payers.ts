import { factorsFor } from '../../ledger/rates/factors.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { addDays, type Day } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import type { Basis } from '../figures.ts'
import { type Known, known } from '../known.ts'
import type { Range } from '../period.ts'
import { ratio, rounded } from '../ratio.ts'
import { type Funders, fundersOf } from '../reader-share/funders.ts'
import { cashSettings } from '../settings/cash.ts'
import { spanOf, sumsBy } from '../sums.ts'
import { valuationOf } from '../valued.ts'

/** All income of twelve months, and of it the largest payer who is no reader, and the owners. */
type PayerFacts = Readonly<{ all: bigint; unrated: boolean; funders: Funders; cash: Cash }>
/** In minor units of the currency that is shown; what a rate is missing for is null. */
type Cash = 'not_declared' | 'rate_unavailable' | Readonly<{ cash: bigint; monthly_costs: bigint }>

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
    Promise.all(ranges.map(({ to }) => cashOn(reader, addDays(to, -1), { currency, books }))),
  ])
  const byRange = Map.groupBy(rows, ({ range }) => range)
  return ranges.map((_, index) => {
    const classes = byRange.get(index) ?? []
    return {
      all: classes.reduce((sum, { total_minor }) => sum + total_minor, 0n),
      unrated: classes.some(({ unrated }) => unrated > 0n),
      funders: funders[index] ?? { largest: null, owner: 0n },
      cash: cash[index] ?? 'not_declared',
    }
  })
}

async function cashOn(
  reader: Reader,
  day: Day,
  { currency, books }: Pick<Asked, 'currency' | 'books'>,
): Promise<Cash> {
  const declared = await cashSettings(reader)
  if (declared === null) return 'not_declared'
  const { cash_minor: cash, monthly_costs_minor: monthly_costs, currency: own = books } = declared
  if (own === currency) return { cash, monthly_costs }
  const { known: factors } = await factorsFor(reader, [{ currency: own, day }], currency)
  const factor = factors[0]
  if (factor === undefined) return 'rate_unavailable'
  const inShown = (minor: bigint) => rounded(minor * factor.numerator, factor.denominator)
  return { cash: inShown(cash), monthly_costs: inShown(monthly_costs) }
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
  return {
    largest_funder_share: known(against, () => ratio(largest?.amount ?? 0n, all)),
    owner_share: known(against, () => ratio(owner, all)),
    runway_without_funder_months: runway(cash, all - (largest?.amount ?? 0n), unrated),
  }
}

function runway(cash: Cash, others: bigint, unrated: boolean): Known<string> {
  if (cash === 'not_declared') return { value: null, why: cash }
  if (cash === 'rate_unavailable' || unrated) return { value: null, why: 'rate_unavailable' }
  const yearly_burn = 12n * cash.monthly_costs - others
  return known([[yearly_burn <= 0n, 'not_burning']], () => ratio(12n * cash.cash, yearly_burn))
}
