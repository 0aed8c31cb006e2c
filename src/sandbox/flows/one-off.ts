import { change } from '../events/change.ts'
import { customerObject } from '../objects/customer.ts'
import type { PaymentIntent } from '../objects/payment-intent.ts'
import type { Payer, PaymentMethod } from '../objects/payment-method.ts'
import { type CheckoutSession, customerDetails } from '../objects/session.ts'
import type { Unit } from '../unit.ts'
import { type Attempt, attempt } from './attempt.ts'

/** A session in payment mode that its payer has filled in. */
export type FilledIn = {
  session: CheckoutSession
  intent: PaymentIntent
  method: PaymentMethod
  payer: Payer
  /** Whether this is the intent's first attempt, so that nobody has heard of it. */
  isFirst: boolean
}

/**
 * A one-off payment (domain/stripe.md 8.5.1): charge.succeeded, payment_intent.succeeded,
 * checkout.session.completed; a bank debit is under way instead (8.5.9).
 */
export async function payOnce(unit: Unit, filled: FilledIn): Promise<Attempt> {
  const { session, intent, method, payer } = filled
  if (filled.isFirst) await unit.emit('payment_intent.created', intent)
  const customer = await customerOf(unit, session, payer)
  const made = attempt(unit, { ...intent, customer }, { ...method, customer }, 'first')
  if (customer !== null && made.verdict.kind !== 'declined') unit.put({ ...method, customer })
  switch (made.verdict.kind) {
    case 'paid':
      await unit.emit('charge.succeeded', made.charge)
      await unit.emit('payment_intent.succeeded', made.intent)
      break
    case 'pending':
      await unit.emit('payment_intent.processing', made.intent)
      await unit.emit('charge.pending', made.charge)
      break
    case 'declined':
      await declined(unit, made)
      return made
  }
  const payment_status = made.verdict.kind === 'paid' ? 'paid' : 'unpaid'
  await complete(unit, session, payer, { payment_status, customer })
  return made
}

export async function declined(unit: Unit, { charge, intent }: Attempt): Promise<void> {
  await unit.emit('charge.failed', charge)
  await unit.emit('payment_intent.payment_failed', intent)
}

/** Closes a session whose payer has done their part. */
export async function complete(
  unit: Unit,
  session: CheckoutSession,
  payer: Payer,
  outcome: Partial<CheckoutSession>,
): Promise<void> {
  const customer_details = customerDetails(payer)
  const done = { status: 'complete', url: null, customer_details, ...outcome } as const
  const completed = await change(unit, session, done)
  await unit.emit('checkout.session.completed', completed)
}

/** The session's own customer, a new one where it wants one always, or null: a guest. */
async function customerOf(unit: Unit, session: CheckoutSession, payer: Payer) {
  if (session.customer !== null || session.customer_creation !== 'always') return session.customer
  const customer = customerObject({ id: unit.id('cus'), created: unit.now, ...payer })
  unit.put(customer)
  await unit.emit('customer.created', customer)
  return customer.id
}
