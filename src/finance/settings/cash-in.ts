import { exchangeInto } from '../../ledger/rates/exchange.ts'
import type { Reader } from '../../platform/database/connection.ts'
import type { Day } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { wholeOf } from '../../platform/money/rounding.ts'
import { type Known, known } from '../known.ts'
import { ratio } from '../ratio.ts'
import { cashSettings } from './cash.ts'

/** What was declared of cash, in minor units of the currency asked for. */
export type CashIn = Readonly<{ cash: bigint; monthly_costs: bigint }>

type Asked = Readonly<{ currency: Currency; books: Currency }>

/** The newest declaration at the rate of each of these days. */
export async function cashOn(
  reader: Reader,
  days: readonly Day[],
  { currency, books }: Asked,
): Promise<(day: Day) => Known<CashIn>> {
  const declared = await cashSettings(reader)
  if (declared === null) return () => ({ value: null, why: 'not_declared' })
  const { cash_minor, monthly_costs_minor, currency: own = books } = declared
  const pairs = days.map((day) => ({ currency: own, day }))
  const factorOf = await exchangeInto(reader, pairs, currency)
  return (day) => {
    const factor = factorOf({ currency: own, day })
    if (factor === null) return { value: null, why: 'rate_unavailable' }
    const inShown = (minor: bigint) => wholeOf(factor.mul(minor))
    const value = { cash: inShown(cash_minor), monthly_costs: inShown(monthly_costs_minor) }
    return { value, why: null }
  }
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
