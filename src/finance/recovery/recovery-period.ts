import type { FailureOutcome } from '../../members/invoice-failures.ts'
import { minorJson } from '../../platform/money/money.ts'
import { type Known, known, type Reasons, reasonsOf } from '../known.ts'
import type { Range } from '../period.ts'
import { ratio } from '../ratio.ts'
import type { BillCount } from './bill.ts'

/** What is counted, in bills and in money: each bill that failed is one of the other four. */
export const recoveryCounts = ['failed', 'recovered', 'recovered_late', 'pending', 'lost'] as const
export type RecoveryCount = (typeof recoveryCounts)[number]
/** The fields that bills stand behind. */
export const recoveryFigures = [
  ...recoveryCounts,
  ...(['failed_minor', 'recovered_minor', 'recovered_late_minor'] as const),
  ...(['pending_minor', 'lost_minor', 'rate_by_count', 'rate_by_amount'] as const),
] as const
export type RecoveryFigure = (typeof recoveryFigures)[number]

type Money = `${RecoveryCount}_minor`
/** The bills that first failed in a period, and what became of them until now. */
export type RecoveryPeriod = Range &
  Reasons &
  Readonly<Record<RecoveryCount, number>> &
  Readonly<Record<Money, number | null>> &
  Readonly<{
    currency: string
    rate_by_count: string | null
    rate_by_amount: string | null
    entries: Readonly<Record<string, string>>
  }>

type Around = Readonly<{ range: Range; currency: string; entries: RecoveryPeriod['entries'] }>

export function recoveryPeriod(
  bills: readonly BillCount[],
  { range, ...around }: Around,
): RecoveryPeriod {
  const count = (name: RecoveryCount) => countOf(bills, name)
  const money = moneyFigures(bills)
  const noFailures = [count('failed') === 0n, 'no_failures'] as const
  const rates = {
    rate_by_count: known([noFailures], () => ratio(count('recovered'), count('failed'))),
    rate_by_amount: known([isUnrated(bills), noFailures], () =>
      ratio(amountOf(bills, 'recovered'), amountOf(bills, 'failed')),
    ),
  }
  return {
    ...range,
    ...around,
    failed: Number(count('failed')),
    recovered: Number(count('recovered')),
    recovered_late: Number(count('recovered_late')),
    pending: Number(count('pending')),
    lost: Number(count('lost')),
    failed_minor: money.failed_minor.value,
    recovered_minor: money.recovered_minor.value,
    recovered_late_minor: money.recovered_late_minor.value,
    pending_minor: money.pending_minor.value,
    lost_minor: money.lost_minor.value,
    rate_by_count: rates.rate_by_count.value,
    rate_by_amount: rates.rate_by_amount.value,
    ...reasonsOf({ ...money, ...rates }),
  }
}

function moneyFigures(bills: readonly BillCount[]): Record<Money, Known<number>> {
  const figure = (name: RecoveryCount) =>
    known([isUnrated(bills)], () => minorJson(amountOf(bills, name)))
  return {
    failed_minor: figure('failed'),
    recovered_minor: figure('recovered'),
    recovered_late_minor: figure('recovered_late'),
    pending_minor: figure('pending'),
    lost_minor: figure('lost'),
  }
}

function isUnrated(bills: readonly BillCount[]) {
  return [bills.some(({ amount }) => amount === null), 'rate_unavailable'] as const
}

/** Whether a bill of that outcome is counted under a name. */
function isCounted(outcome: FailureOutcome, name: RecoveryCount): boolean {
  return name === 'failed' || name === outcome
}

function countOf(bills: readonly BillCount[], name: RecoveryCount): bigint {
  return bills.reduce(
    (sum, { outcome, count }) => sum + (isCounted(outcome, name) ? count : 0n),
    0n,
  )
}

function amountOf(bills: readonly BillCount[], name: RecoveryCount): bigint {
  return bills.reduce(
    (sum, { outcome, count, amount }) =>
      sum + (isCounted(outcome, name) ? count * (amount ?? 0n) : 0n),
    0n,
  )
}
