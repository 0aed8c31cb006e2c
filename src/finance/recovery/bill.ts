import { exchangeInto } from '../../ledger/rates/exchange.ts'
import type { CurrencyDay } from '../../ledger/rates/factors.ts'
import { type FailureOutcome, failedInvoices } from '../../members/invoice-failures.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { type Day, startOfDay } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { wholeOf } from '../../platform/money/rounding.ts'
import type { Range } from '../period.ts'
import type { ReportDeps } from '../query.ts'

/**
 * So many bills alike: first failed on a day, come to this since, and due. `amount` is one bill's, in
 * minor units of the asked currency; null without a rate for that day.
 */
export type BillCount = Readonly<{
  day: Day
  outcome: FailureOutcome
  amount: bigint | null
  count: bigint
}>

/** The bills behind recovery in a range, and how they stand now: figures and rows start here. */
export function billsOf(reader: Reader, { from, to }: Range, { config, clock }: ReportDeps) {
  const zone = config.reportingTimezone
  const instants = { from: startOfDay(from, zone), to: startOfDay(to, zone) }
  return failedInvoices(reader, { ...instants, zone, now: clock.now() })
}

/** The bills of a range, those alike together. */
export async function countedBills(
  reader: Reader,
  range: Range,
  currency: Currency,
  deps: ReportDeps,
): Promise<BillCount[]> {
  const rows = await reader
    .selectFrom(billsOf(reader, range, deps).as('bill'))
    .groupBy(['day', 'outcome', 'currency', 'amount_due_minor'])
    .select(['day', 'outcome', 'currency', 'amount_due_minor'])
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .execute()
  const worthOf = await billWorths(reader, rows, currency)
  return rows.map(({ day, outcome, count, ...row }) => {
    return { day, outcome, count, amount: worthOf({ day, ...row }) }
  })
}

type Due = CurrencyDay & Readonly<{ amount_due_minor: bigint }>

/** What bills are worth at the rate of the day they failed on, each rounded once. */
export async function billWorths(
  reader: Reader,
  bills: readonly Due[],
  currency: Currency,
): Promise<(bill: Due) => bigint | null> {
  const factorOf = await exchangeInto(reader, bills, currency)
  return (bill) => {
    const factor = factorOf(bill)
    return factor === null ? null : wholeOf(factor.mul(bill.amount_due_minor))
  }
}
