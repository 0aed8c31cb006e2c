import { change } from '../events/change.ts'
import { book } from '../money/balance.ts'
import type { Charge } from '../objects/charge.ts'
import { type Course, type Refund, refundObject } from '../objects/refund.ts'
import type { Metadata } from '../objects/stored.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest } from '../wire/error.ts'
import { settleWarnings } from './fraud-warning.ts'

export type RefundOrder = {
  charge: Charge
  /** Minor units; all that is left when absent. */
  amount?: number | undefined
  reason?: Refund['reason'] | undefined
  metadata?: Metadata | undefined
  /** How it ends; as the card or the bank does it when absent. */
  course?: Course | undefined
}

const ENDS_AFTER_S = 10

/**
 * Gives money back (domain/stripe.md 8.5.7), at today's rate. The fee of the payment is kept, as
 * Stripe does.
 * @throws StripeError 400 when nothing, or less than asked for, is left of the charge, and for one
 * whose money a dispute has taken
 */
export async function refundCharge(unit: Unit, order: RefundOrder): Promise<Refund> {
  const { charge, reason = null, metadata = {}, course = courseOf(order.charge) } = order
  const amount = await refundable(unit, order)
  const facts = { id: unit.id('re'), created: unit.now, charge, amount, reason, metadata, course }
  const refund = withMoney(unit, refundObject(facts))
  await unit.emit('refund.created', refund)
  const amount_refunded = charge.amount_refunded + amount
  const patch = { amount_refunded, refunded: amount_refunded === charge.amount_captured }
  const refunded = await change(unit, charge, patch, 'charge.refunded')
  await settleWarnings(unit, refunded)
  switch (course) {
    case 'succeeds':
      await unit.emit('refund.updated', refund, { destination_details: null })
      await unit.emit('charge.refund.updated', refund, { destination_details: null })
      break
    case 'pends':
    case 'fails':
      unit.plan('finish_refund', refund.id, unit.now + ENDS_AFTER_S)
      break
    case 'requires_action':
      break
  }
  return refund
}

/** Bank debits are given back by transfer, which takes its time. */
function courseOf({ _follows, payment_method_details: details }: Charge): Course {
  if (_follows === 'refund_fails') return 'fails'
  return _follows === 'refund_pends' || details?.type === 'sepa_debit' ? 'pends' : 'succeeds'
}

async function refundable(unit: Unit, { charge, amount }: RefundOrder): Promise<number> {
  if (charge.status !== 'succeeded') {
    const message = `Charge ${charge.id} is ${charge.status}: there is nothing to refund.`
    throw invalidRequest(message, { param: 'charge' })
  }
  const left = charge.amount_captured - charge.amount_refunded
  const asked = amount ?? left
  if (left <= 0) throw alreadyRefunded(charge)
  if (asked > left || asked <= 0) throw tooMuch(asked, left)
  const disputes = await unit.list('dispute', { all: [`charge:${charge.id}`] })
  const isTaken = disputes.some((one) => !one.is_charge_refundable && one.status !== 'won')
  if (isTaken) throw chargedBack(charge)
  return asked
}

function withMoney(unit: Unit, refund: Refund): Refund {
  const isCard = refund.destination_details?.type === 'card'
  const txn = book(unit, {
    type: isCard ? 'refund' : 'payment_refund',
    source: refund.id,
    description: `REFUND FOR CHARGE (${refund.charge})`,
    amount: -refund.amount,
    currency: refund.currency,
    waits: false,
  })
  return unit.put<'refund'>({ ...refund, balance_transaction: txn.id })
}

function alreadyRefunded({ id }: Charge) {
  const code = 'charge_already_refunded'
  return invalidRequest(`Charge ${id} has already been refunded.`, { code, param: 'charge' })
}

function chargedBack({ id }: Charge) {
  const code = 'charge_disputed'
  return invalidRequest(`Charge ${id} has been charged back.`, { code, param: 'charge' })
}

function tooMuch(amount: number, left: number) {
  const message = `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`
  return invalidRequest(message, { param: 'amount' })
}
