import {
  type BalanceTransaction,
  balanceTransactionObject,
} from '../objects/balance-transaction.ts'
import type { Unit } from '../unit.ts'
import { todaysRates } from './day-rates.ts'
import { exchanged, exchangeRate } from './exchange.ts'
import type { Fee } from './fees.ts'
import { reportingCategoryOf } from './reporting-category.ts'

const DAY_S = 86_400
const DAYS_TO_AVAILABLE = 3

export type Movement = {
  type: BalanceTransaction['type']
  /** The type's own when absent. */
  reporting_category?: string
  source: string | null
  description: string | null
  /** In the currency it was charged in; negative when money leaves. */
  amount: number
  currency: string
  /** What it costs, in the currency it settles in: by the settled amount. */
  fees?: (settled: number, settlement: string) => Fee[]
  /** Whether the money waits three days (a payment), or counts at once. */
  waits: boolean
  /** When it takes effect, where that is neither; it counts at once. Seconds. */
  effective_at?: number
  balance_type?: BalanceTransaction['balance_type']
}

/** Books a movement at today's rate: the transaction, and the account's balance with it. */
export function book(unit: Unit, movement: Movement): BalanceTransaction {
  const { type, source, description, waits, effective_at = unit.accountNow } = movement
  const settlement = settlementOf(unit, movement.currency)
  const rates = todaysRates(unit)
  const amount = exchanged(movement.amount, movement.currency, settlement, rates)
  const available_on = waits ? midnightAfter(unit.accountNow, DAYS_TO_AVAILABLE) : effective_at
  const txn = balanceTransactionObject({
    ...{ id: unit.id('txn'), created: unit.accountNow, available_on },
    ...{ type, source, description, amount, currency: settlement },
    status: waits ? 'pending' : 'available',
    reporting_category: movement.reporting_category ?? reportingCategoryOf(type),
    exchange_rate: exchangeRate(movement.currency, settlement, rates),
    fee_details: movement.fees?.(amount, settlement) ?? [],
    balance_type: movement.balance_type ?? 'payments',
  })
  if (txn.balance_type === 'payments') {
    addToBalance(unit, settlement, waits ? { pending: txn.net } : { available: txn.net })
    planPayout(unit, txn)
  }
  return unit.put<'balance_transaction'>(txn)
}

/** The currency that money in `currency` ends up in: its own where the account has a bank for it. */
export function settlementOf(unit: Unit, currency: string): string {
  return unit.settings.alsoSettlesIn.includes(currency) ? currency : unit.settlementCurrency
}

/** What has waited long enough may be paid out. */
export async function makeAvailable(unit: Unit): Promise<void> {
  const pending = await unit.list('balance_transaction', { all: ['status:pending'] })
  for (const txn of pending.filter(({ available_on }) => available_on <= unit.now)) {
    unit.put({ ...txn, status: 'available' })
    addToBalance(unit, txn.currency, { pending: -txn.net, available: txn.net })
  }
}

/** Moves the account's balance; in minor units, by where the money is. */
export function addToBalance(
  unit: Unit,
  currency: string,
  { available = 0, pending = 0 }: { available?: number; pending?: number },
): void {
  const { balances } = unit.account
  const before = balances[currency] ?? { available: 0, pending: 0 }
  const after = { available: before.available + available, pending: before.pending + pending }
  unit.amend({ balances: { ...balances, [currency]: after } })
}

/** Midnight (UTC), so many days on. */
function midnightAfter(now: number, days: number): number {
  return (Math.floor(now / DAY_S) + days) * DAY_S
}

/** Money leaves on the day it becomes available, or on the next: first the one job, then the other. */
function planPayout(unit: Unit, { status, type, available_on }: BalanceTransaction): void {
  if (type === 'payout') return
  const at = status === 'pending' ? available_on : midnightAfter(unit.accountNow, 1)
  const due = unit.now + at - unit.accountNow
  if (status === 'pending') unit.plan('make_available', dayOf(at), due)
  unit.plan('pay_out', dayOf(at), due)
}

function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}
