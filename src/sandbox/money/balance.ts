import {
  type BalanceTransaction,
  balanceTransactionObject,
} from '../objects/balance-transaction.ts'
import type { Unit } from '../unit.ts'
import { exchanged, exchangeRate } from './exchange.ts'
import type { Fee } from './fees.ts'

const DAY_S = 86_400
const DAYS_TO_AVAILABLE = 3

export type Movement = {
  type: BalanceTransaction['type']
  reporting_category: string
  source: string
  description: string | null
  /** In the currency it was charged in; negative when money leaves. */
  amount: number
  currency: string
  fees?: Fee[]
  /** Whether the money waits three days (a payment), or counts at once. */
  waits: boolean
  /** When it takes effect, where that is neither; it counts at once. Seconds. */
  effective_at?: number
}

/** Books a movement: the transaction, and the account's balance with it. */
export function book(unit: Unit, movement: Movement): BalanceTransaction {
  const settlement = unit.settlementCurrency
  const available_on = movement.waits ? availableOn(unit.now) : (movement.effective_at ?? unit.now)
  const txn = balanceTransactionObject({
    id: unit.id('txn'),
    created: unit.now,
    available_on,
    status: movement.waits ? 'pending' : 'available',
    type: movement.type,
    reporting_category: movement.reporting_category,
    source: movement.source,
    description: movement.description,
    currency: settlement,
    amount: exchanged(movement.amount, movement.currency, settlement),
    exchange_rate: exchangeRate(movement.currency, settlement),
    fee_details: movement.fees ?? [],
  })
  if (movement.waits) unit.plan('make_available', dayOf(available_on), available_on)
  addToBalance(unit, settlement, movement.waits ? { pending: txn.net } : { available: txn.net })
  unit.put(txn)
  return txn
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

/** Midnight (UTC) three days on. */
function availableOn(now: number): number {
  return (Math.floor(now / DAY_S) + DAYS_TO_AVAILABLE) * DAY_S
}

function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}
