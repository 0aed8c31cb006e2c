import type { Decline } from '../checkout/cards.ts'
import { book } from '../money/balance.ts'
import type { Charge } from '../objects/charge.ts'
import type { Dispute } from '../objects/dispute.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest } from '../wire/error.ts'
import { failedIntent } from './attempt.ts'
import { openDispute } from './dispute.ts'

export type ReturnOrder = {
  charge: Charge
  /** Stripe tells of a late return as a dispute that is lost already, or as a failed charge. */
  as: 'dispute' | 'failure'
  /** What it costs, in the currency that it settles in. */
  fee?: number | undefined
}

const byTheBank: Decline = {
  code: 'payment_method_provider_decline',
  decline_code: 'insufficient_funds',
  message: 'The debit was returned by the bank of its payer.',
}

/**
 * A bank debit comes back after it has succeeded, up to 13 months later (domain/stripe.md 8.5.9).
 * What was sold keeps its state: invoice and session stay as they are.
 * @throws StripeError 400 for a charge that is no bank debit, or has no money to come back
 */
export async function returnDebit(unit: Unit, order: ReturnOrder): Promise<Charge | Dispute> {
  const { charge, as, fee } = order
  const left = charge.amount_captured - charge.amount_refunded
  if (charge.payment_method_details?.type !== 'sepa_debit' || charge.status !== 'succeeded') {
    throw invalidRequest(`Charge ${charge.id} is no bank debit that succeeded.`, {
      param: 'charge',
    })
  }
  if (left <= 0) {
    throw invalidRequest(`Charge ${charge.id} has been refunded.`, { param: 'charge' })
  }
  const reason = 'insufficient_funds'
  if (as === 'failure') return failLate(unit, charge, fee)
  return openDispute(unit, { charge, kind: 'returned_debit', amount: left, reason, fee })
}

/** The charge has failed after all, and a transaction of its own takes back what it brought. */
async function failLate(unit: Unit, charge: Charge, fee = 0): Promise<Charge> {
  const txn = book(unit, {
    type: 'payment_failure_refund',
    source: charge.id,
    description: `Payment failure for ${charge.id}`,
    amount: charge.amount_refunded - charge.amount_captured,
    currency: charge.currency,
    fees: () => (fee === 0 ? [] : [{ amount: fee, description: 'SEPA Direct Debit failure fee' }]),
    waits: false,
  })
  const { code, message } = byTheBank
  const failed = unit.put<'charge'>({
    ...charge,
    failure_balance_transaction: txn.id,
    failure_code: code,
    failure_message: message,
    paid: false,
    status: 'failed',
  })
  await unit.emit('charge.failed', failed)
  if (charge.payment_intent === null) return failed
  const intent = await unit.need('payment_intent', charge.payment_intent)
  const unpaid = failedIntent(unit, { ...intent, amount_received: 0 }, byTheBank)
  await unit.emit('payment_intent.payment_failed', unpaid)
  return failed
}
