import { change } from '../events/change.ts'
import { book } from '../money/balance.ts'
import type { Charge } from '../objects/charge.ts'
import { type Refund, refundObject } from '../objects/refund.ts'
import type { Metadata } from '../objects/stored.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest } from '../wire/error.ts'

export type RefundOrder = {
  charge: Charge
  /** Minor units; all that is left when absent. */
  amount?: number | undefined
  reason?: Refund['reason'] | undefined
  metadata?: Metadata | undefined
}

const ASYNC_S = 10

/**
 * Gives money back (domain/stripe.md 8.5.7). The fee of the payment is kept, as Stripe does.
 * @throws StripeError 400 when nothing, or less than asked for, is left of the charge
 */
export async function refundCharge(unit: Unit, order: RefundOrder): Promise<Refund> {
  const { charge, reason = null, metadata = {} } = order
  const left = charge.amount_captured - charge.amount_refunded
  const amount = order.amount ?? left
  if (left <= 0) throw alreadyRefunded(charge)
  if (amount > left || amount <= 0) throw tooMuch(amount, left)
  const facts = { id: unit.id('re'), created: unit.now, charge, amount, reason, metadata }
  const refund = withMoney(unit, refundObject(facts), charge)
  await unit.emit('refund.created', refund)
  const refunded = { amount_refunded: charge.amount_refunded + amount, refunded: amount === left }
  await unit.emit('charge.refunded', ...(await changedBy(unit, charge, refunded)))
  if (refund.status === 'pending' || charge._follows === 'refund_fails') {
    unit.plan('finish_refund', refund.id, unit.now + ASYNC_S)
    return refund
  }
  await unit.emit('refund.updated', refund, { destination_details: null })
  await unit.emit('charge.refund.updated', refund, { destination_details: null })
  return refund
}

function withMoney(unit: Unit, refund: Refund, charge: Charge): Refund {
  const isCard = charge.payment_method_details?.type === 'card'
  const txn = book(unit, {
    type: isCard ? 'refund' : 'payment_refund',
    source: refund.id,
    description: `REFUND FOR CHARGE (${charge.id})`,
    amount: -refund.amount,
    currency: refund.currency,
    waits: false,
  })
  const status = charge._follows === 'refund_pends' ? 'pending' : 'succeeded'
  return unit.put<'refund'>({ ...refund, status, balance_transaction: txn.id })
}

async function changedBy(unit: Unit, charge: Charge, patch: Partial<Charge>) {
  const changed = await change(unit, charge, patch)
  const { amount_refunded, refunded } = charge
  return [changed, { amount_refunded, refunded }] as const
}

/** Job `finish_refund`: the bank has taken the money back in, or sent it back to us. */
export async function finishRefund(unit: Unit, id: string): Promise<void> {
  const refund = await unit.need('refund', id)
  const charge = await unit.need('charge', refund.charge ?? '')
  if (charge._follows !== 'refund_fails') {
    await change(unit, refund, { status: 'succeeded' }, 'refund.updated')
    return
  }
  const txn = book(unit, {
    type: 'refund_failure',
    source: refund.id,
    description: `REFUND FAILURE (${refund.id})`,
    amount: refund.amount,
    currency: refund.currency,
    waits: false,
  })
  const failure = { failure_reason: 'unknown', failure_balance_transaction: txn.id }
  await change(unit, charge, {
    amount_refunded: charge.amount_refunded - refund.amount,
    refunded: false,
  })
  await change(unit, refund, { status: 'failed', ...failure }, 'refund.failed')
}

function alreadyRefunded({ id }: Charge) {
  const code = 'charge_already_refunded'
  return invalidRequest(`Charge ${id} has already been refunded.`, { code, param: 'charge' })
}

function tooMuch(amount: number, left: number) {
  const message = `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`
  return invalidRequest(message, { param: 'amount' })
}
