import { becomes, change } from '../events/change.ts'
import { book } from '../money/balance.ts'
import type { Payout } from '../objects/payout.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest } from '../wire/error.ts'

/** Job `submit_payout`: a payout by hand is on its way to the bank. */
export async function submitPayout(unit: Unit, id: string): Promise<void> {
  const payout = await unit.need('payout', id)
  if (payout.status !== 'pending') return
  await change(unit, payout, { status: 'in_transit' }, 'payout.updated')
}

/** Job `arrive`: the money is at the bank. */
export async function arrive(unit: Unit, id: string): Promise<void> {
  const payout = await unit.need('payout', id)
  if (payout.status !== 'in_transit') return
  const trace_id = { status: 'supported', value: `TRACE${payout.id.slice(-10).toUpperCase()}` }
  const updated = await change(unit, payout, { trace_id }, 'payout.updated')
  const paid = await becomes(unit, updated, 'payout.paid', { status: 'paid' })
  if (!payout.automatic) return
  await becomes(unit, paid, 'payout.reconciliation_completed', {
    reconciliation_status: 'completed',
  })
}

/**
 * The bank sends the money back, even after it said paid.
 * @throws StripeError 400 for a payout that has come back already
 */
export async function failPayout(unit: Unit, payout: Payout): Promise<Payout> {
  if (payout.status === 'failed' || payout.status === 'canceled') {
    throw invalidRequest(`This payout has ${payout.status} already.`, { param: 'payout' })
  }
  return becomes(unit, payout, 'payout.failed', {
    ...returned(unit, payout, 'payout_failure'),
    failure_code: 'account_closed',
    failure_message: 'The bank account has been closed.',
    status: 'failed',
  })
}

/** @throws StripeError 400 for an automatic payout, and for one that the bank has */
export async function cancelPayout(unit: Unit, payout: Payout): Promise<Payout> {
  if (payout.status !== 'pending') {
    const message = `Payouts can be canceled only while they are pending; this is ${payout.status}.`
    throw invalidRequest(message, { param: 'payout' })
  }
  const back = returned(unit, payout, 'payout_cancel')
  return becomes(unit, payout, 'payout.canceled', { ...back, status: 'canceled' })
}

/** The money is back in the balance, for the next automatic payout. */
function returned(unit: Unit, payout: Payout, type: 'payout_failure' | 'payout_cancel') {
  const { id: source, amount, currency } = payout
  const description = type === 'payout_cancel' ? 'PAYOUT CANCELED' : 'PAYOUT FAILURE'
  const txn = book(unit, { type, source, description, amount, currency, waits: false })
  return { failure_balance_transaction: txn.id }
}
