import { change } from '../events/change.ts'
import { addToBalance, book } from '../money/balance.ts'
import type { BalanceTransaction } from '../objects/balance-transaction.ts'
import { type Payout, payoutObject } from '../objects/payout.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest } from '../wire/error.ts'

const DAY_S = 86_400

/** Sends everything that is available and on no payout yet; nothing when that is not positive. */
export async function payOutAutomatically(unit: Unit): Promise<void> {
  for (const currency of Object.keys(unit.account.balances)) {
    const carried = await unit.list('balance_transaction', {
      all: ['payout:none', 'status:available', `currency:${currency}`],
    })
    if (sumOf(carried) > 0) await send(unit, { currency, carried, automatic: true })
  }
}

/**
 * Sends all that is left in a currency by hand, pending money too, which counts as available then.
 * @throws StripeError 400 when that is nothing
 */
export async function payOutByHand(unit: Unit, currency: string): Promise<Payout> {
  const carried = await unit.list('balance_transaction', {
    all: ['payout:none', `currency:${currency}`],
  })
  if (sumOf(carried) <= 0) {
    throw invalidRequest('There is nothing to pay out in this currency.', {
      code: 'balance_insufficient',
      param: 'currency',
    })
  }
  for (const txn of carried.filter(({ status }) => status === 'pending')) {
    addToBalance(unit, currency, { pending: -txn.net, available: txn.net })
  }
  return send(unit, { currency, carried, automatic: false })
}

type Parcel = { currency: string; carried: BalanceTransaction[]; automatic: boolean }

async function send(unit: Unit, { currency, carried, automatic }: Parcel): Promise<Payout> {
  const amount = sumOf(carried)
  const arrival_date = (Math.floor(unit.now / DAY_S) + 1) * DAY_S
  const facts = { id: unit.id('po'), created: unit.now, arrival_date, amount, currency, automatic }
  const draft = payoutObject(facts)
  const txn = bookPayout(unit, draft, {
    type: 'payout',
    amount: -amount,
    effective_at: arrival_date,
  })
  // Stripe names the transactions of automatic payouts only; ours must not be paid out twice
  const mark = automatic ? draft.id : `by_hand_${draft.id}`
  for (const one of carried) unit.put({ ...one, status: 'available', _payout: mark })
  unit.put({ ...txn, _payout: mark })
  const payout = unit.put<'payout'>({ ...draft, balance_transaction: txn.id })
  await unit.emit('payout.created', payout)
  unit.plan('arrive', payout.id, arrival_date)
  return payout
}

/** Job `arrive`: the money is at the bank. */
export async function arrive(unit: Unit, id: string): Promise<void> {
  const payout = await unit.need('payout', id)
  if (payout.status !== 'in_transit') return
  const trace_id = { status: 'supported', value: `TRACE${payout.id.slice(-10).toUpperCase()}` }
  const updated = await change(unit, payout, { trace_id }, 'payout.updated')
  const paid = await change(unit, updated, { status: 'paid' })
  await unit.emit('payout.paid', paid)
  if (!payout.automatic) return
  const settled = await change(unit, paid, { reconciliation_status: 'completed' })
  await unit.emit('payout.reconciliation_completed', settled)
}

/**
 * The bank sends the money back, even after it said paid.
 * @throws StripeError 400 for a payout that failed already
 */
export async function failPayout(unit: Unit, payout: Payout): Promise<Payout> {
  if (payout.status === 'failed') throw invalidRequest('This payout has failed already.')
  const txn = bookPayout(unit, payout, { type: 'payout_failure', amount: payout.amount })
  const failed = await change(unit, payout, {
    failure_balance_transaction: txn.id,
    failure_code: 'account_closed',
    failure_message: 'The bank account has been closed.',
    status: 'failed',
  })
  await unit.emit('payout.failed', failed)
  return failed
}

function bookPayout(
  unit: Unit,
  { id, currency }: Payout,
  { type, ...facts }: { type: 'payout' | 'payout_failure'; amount: number; effective_at?: number },
): BalanceTransaction {
  const reporting_category = type === 'payout' ? 'payout' : 'payout_reversal'
  const description = type === 'payout' ? 'STRIPE PAYOUT' : 'PAYOUT FAILURE'
  const what = { type, reporting_category, source: id, description }
  return book(unit, { ...what, ...facts, currency, waits: false })
}

function sumOf(txns: BalanceTransaction[]): number {
  return txns.reduce((sum, { net }) => sum + net, 0)
}
