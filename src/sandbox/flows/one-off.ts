import { customerObject } from '../objects/customer.ts'
import type { PaymentIntent } from '../objects/payment-intent.ts'
import type { Payer, PaymentMethod } from '../objects/payment-method.ts'
import type { CheckoutSession } from '../objects/session.ts'
import type { Unit } from '../unit.ts'
import { type Attempt, attempt } from './attempt.ts'
import { complete } from './completion.ts'
import { planReceipt } from './receipt.ts'

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
  const customer = await payingCustomer(unit, session, payer)
  const made = attempt(unit, { ...intent, customer }, { ...method, customer }, 'first')
  if (made.verdict.kind !== 'declined') {
    unit.put<'payment_method'>({ ...method, customer, _isUsedUp: customer === null })
  }
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
  if (made.verdict.kind === 'paid') planReceipt(unit, session)
  return made
}

/** A one-off that costs nothing: no payment intent, no charge, and nothing is owed. */
export async function giveNothing(
  unit: Unit,
  session: CheckoutSession,
  payer: Payer,
): Promise<void> {
  const customer = await payingCustomer(unit, session, payer)
  const payment_status = 'no_payment_required'
  await complete(unit, session, payer, { payment_status, customer })
  planReceipt(unit, session)
}

export async function declined(unit: Unit, { charge, intent }: Attempt): Promise<void> {
  await unit.emit('charge.failed', charge)
  await unit.emit('payment_intent.payment_failed', intent)
}

/** The session's own customer; a new one where it wants one or an invoice; or null: a guest. */
async function payingCustomer(unit: Unit, session: CheckoutSession, payer: Payer) {
  const isWanted = session.customer_creation === 'always' || session.invoice_creation?.enabled
  if (session.customer !== null || !isWanted) return session.customer
  return (await newCustomer(unit, payer)).id
}

/** customer.created */
export async function newCustomer(unit: Unit, payer: Payer) {
  const customer = customerObject({ id: unit.id('cus'), created: unit.now, ...payer })
  unit.put<'customer'>(customer)
  await unit.emit('customer.created', customer)
  return customer
}
