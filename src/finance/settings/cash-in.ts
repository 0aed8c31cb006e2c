import { factorsFor } from '../../ledger/rates/factors.ts'
import type { Reader } from '../../platform/database/connection.ts'
import type { Day } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { type Known, known } from '../known.ts'
import { ratio, rounded } from '../ratio.ts'
import { cashSettings } from './cash.ts'

/** What was declared of cash, in minor units of the currency asked for. */
export type CashIn = Readonly<{ cash: bigint; monthly_costs: bigint }>

type Asked = Readonly<{ currency: Currency; books: Currency }>

/** The newest declaration at the rate of a day. */
export async function cashIn(
  reader: Reader,
  day: Day,
  { currency, books }: Asked,
): Promise<Known<CashIn>> {
  const declared = await cashSettings(reader)
  if (declared === null) return { value: null, why: 'not_declared' }
  const { cash_minor: cash, monthly_costs_minor: monthly_costs, currency: own = books } = declared
  if (own === currency) return { value: { cash, monthly_costs }, why: null }
  const { known: factors } = await factorsFor(reader, [{ currency: own, day }], currency)
  const factor = factors[0]
  if (factor === undefined) return { value: null, why: 'rate_unavailable' }
  const inShown = (minor: bigint) => rounded(minor * factor.numerator, factor.denominator)
  return { value: { cash: inShown(cash), monthly_costs: inShown(monthly_costs) }, why: null }
}

/** What came in over some months; null without a rate. */
export type Income = Readonly<{ minor: bigint | null; months: bigint }>

/**
 * For how many months the cash lasts (finance.md 1.9): cash ÷ mean net burn, which is the costs of a
 * month less what came in of income in one. `not_burning` where as much comes in as goes out.
 */
export function runwayMonths(cash: Known<CashIn>, { minor, months }: Income): Known<string> {
  if (cash.value === null) return cash
  if (minor === null) return { value: null, why: 'rate_unavailable' }
  const { cash: left, monthly_costs } = cash.value
  const burn = months * monthly_costs - minor
  return known([[burn <= 0n, 'not_burning']], () => ratio(months * left, burn))
}
