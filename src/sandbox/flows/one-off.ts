import type { PaymentIntent } from '../objects/payment-intent.ts'
import type { Payer, PaymentMethod } from '../objects/payment-method.ts'
import type { CheckoutSession } from '../objects/session.ts'
import type { Unit } from '../unit.ts'
import { attach } from './attachment.ts'
import { type Attempt, attempt } from './attempt.ts'
import { complete } from './completion.ts'
import { customerToBe, greet } from './joining.ts'
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
  const { session, payer } = filled
  const who = await payingCustomer(unit, session, payer)
  const customer = who?.customer.id ?? null
  const intent = { ...filled.intent, customer }
  const made = attempt(unit, intent, filled.method, 'first')
  if (made.verdict.kind === 'declined') return withoutCustomer(unit, made, filled)
  if (who) await greet(unit, who)
  if (filled.isFirst) await unit.emit('payment_intent.created', intent)
  const isPaid = made.verdict.kind === 'paid'
  if (isPaid) await unit.emit('charge.succeeded', made.charge)
  if (customer !== null && session._order.off_session) {
    await attach(unit, filled.method, customer)
  } else unit.put<'payment_method'>({ ...filled.method, customer: null, _isUsedUp: true })
  await unit.emit(isPaid ? 'payment_intent.succeeded' : 'payment_intent.processing', made.intent)
  if (!isPaid) await unit.emit('charge.pending', made.charge)
  await complete(unit, session, payer, { payment_status: isPaid ? 'paid' : 'unpaid', customer })
  if (isPaid) planReceipt(unit, session)
  return made
}

/** A one-off that costs nothing: no payment intent, no charge, and nothing is owed. */
export async function giveNothing(
  unit: Unit,
  session: CheckoutSession,
  payer: Payer,
): Promise<void> {
  const who = await payingCustomer(unit, session, payer)
  if (who) await greet(unit, who)
  const customer = who?.customer.id ?? null
  await complete(unit, session, payer, { payment_status: 'no_payment_required', customer })
  planReceipt(unit, session)
}

/** Nobody becomes a customer by a card that was refused. */
export async function withoutCustomer(
  unit: Unit,
  made: Attempt,
  filled: FilledIn,
): Promise<Attempt> {
  const { customer } = filled.session
  if (filled.isFirst) await unit.emit('payment_intent.created', filled.intent)
  const charge = unit.put<'charge'>({ ...made.charge, customer })
  const intent = unit.put<'payment_intent'>({ ...made.intent, customer })
  await unit.emit('charge.failed', charge)
  await unit.emit('payment_intent.payment_failed', intent)
  return { ...made, charge, intent }
}

/** The session's own customer; a new one where it wants one or an invoice; or null: a guest. */
async function payingCustomer(unit: Unit, session: CheckoutSession, payer: Payer) {
  const isWanted = session.customer_creation === 'always' || session.invoice_creation?.enabled
  return session.customer === null && !isWanted ? null : customerToBe(unit, session, payer)
}
