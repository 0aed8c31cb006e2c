import type { BalanceTransaction } from '../objects/balance-transaction.ts'
import type { ReportRun } from '../objects/report-run.ts'
import type { Unit } from '../unit.ts'
import type { ReportType } from './report-type.ts'

/**
 * The transactions that a report is about, oldest first. What counts is when a transaction was
 * made; a payout counts when its money is expected at the bank.
 */
export async function selected(
  unit: Unit,
  { selection }: ReportType,
  parameters: ReportRun['parameters'],
): Promise<BalanceTransaction[]> {
  const { interval_start: from = 0, interval_end: to = unit.now, payout, currency } = parameters
  const marks = [
    ...(currency === undefined ? [] : [`currency:${currency.toLowerCase()}`]),
    ...(payout === undefined ? [] : [`payout:${payout}`]),
  ]
  // nothing counts before it was made, so that most reports read no more than their interval
  const created = { lt: to, ...(selection === 'activity' && { gte: from }) }
  const listing = selection === 'settled_by_id' ? { all: marks } : { all: marks, created }
  const all = (await unit.list('balance_transaction', listing)).reverse()
  const arrival = await arrivals(unit, all)
  const isWithin = (at: number) => at >= from && at < to
  const isSettled = (txn: BalanceTransaction) => (arrival.get(txn._payout ?? '') ?? to) < to
  const chosen: Record<ReportType['selection'], (txn: BalanceTransaction) => boolean> = {
    activity: (txn) => !isPayout(txn) && isWithin(txn.created),
    payouts: (txn) => isPayout(txn) && isWithin(effectiveAt(txn)),
    settled: (txn) => !isOwn(txn) && isWithin(arrival.get(txn._payout ?? '') ?? -1),
    settled_by_id: (txn) => !isOwn(txn),
    unsettled: (txn) => effectiveAt(txn) < to && !isSettled(txn),
  }
  const category = parameters.reporting_category
  return all
    .filter(chosen[selection])
    .filter((txn) => category === undefined || txn.reporting_category === category)
}

/** Seconds; a payout leaves the balance in the reports when it is expected at the bank. */
export function effectiveAt(txn: BalanceTransaction): number {
  return isPayout(txn) ? txn.available_on : txn.created
}

export function isPayout({ reporting_category }: BalanceTransaction): boolean {
  return reporting_category === 'payout' || reporting_category === 'payout_reversal'
}

/** The line of the payout itself, among those it carried. */
function isOwn({ source, _payout }: BalanceTransaction): boolean {
  return source === _payout
}

/** When each of the automatic payouts is expected at the bank. */
async function arrivals(unit: Unit, txns: BalanceTransaction[]): Promise<Map<string, number>> {
  const ids = [...new Set(txns.flatMap(({ _payout }) => _payout ?? []))]
  await unit.preload(ids)
  const payouts = await Promise.all(ids.map((id) => unit.get('payout', id)))
  return new Map(payouts.flatMap((payout) => (payout ? [[payout.id, payout.arrival_date]] : [])))
}
