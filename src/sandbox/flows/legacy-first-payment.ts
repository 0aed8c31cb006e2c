import { change, tell } from '../events/change.ts'
import type { PaymentIntent } from '../objects/payment-intent.ts'
import type { PaymentMethod } from '../objects/payment-method.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest } from '../wire/error.ts'
import { attach } from './attachment.ts'
import { type Attempt, attempt } from './attempt.ts'
import { planExpiry } from './beginning.ts'
import { finalize, markPaid } from './billing.ts'
import { billed } from './collection.ts'
import { complete } from './completion.ts'
import { customerToBe, join } from './joining.ts'
import type { FilledIn } from './one-off.ts'
import type { Billed } from './standing.ts'

/**
 * The first payment as it was up to the version acacia (domain/stripe.md 8.5.2), by the setting
 * `legacyFirstPayment`: the subscription is there first, incomplete, and active once it is paid; a
 * declined card leaves it behind, for 23 hours.
 */
export async function payFirstAsBefore(unit: Unit, filled: FilledIn): Promise<Attempt> {
  const { bill, intent } = await begunBy(unit, filled)
  const { invoice, subscription } = bill
  const method = { ...filled.method, customer: subscription.customer }
  const made = attempt(unit, intent, method, 'first')
  if (made.verdict.kind === 'declined') {
    await unit.emit('charge.failed', made.charge)
    await unit.emit('payment_intent.payment_failed', made.intent)
    const patch = { attempted: true, attempt_count: invoice.attempt_count + 1 }
    await unit.emit('invoice.payment_failed', await change<'invoice'>(unit, invoice, patch))
    return made
  }
  await attach(unit, method, subscription.customer)
  await (made.verdict.kind === 'paid' ? paid : underWay)(unit, bill, made, method)
  await complete(unit, filled.session, filled.payer, {
    payment_status: made.verdict.kind === 'paid' ? 'paid' : 'unpaid',
    ...{ customer: subscription.customer, subscription: subscription.id, invoice: invoice.id },
  })
  return made
}

/** The subscription and its open invoice: made at the first attempt, and kept for the next. */
async function begunBy(
  unit: Unit,
  { session, payer, intent, isFirst }: FilledIn,
): Promise<{ bill: Billed; intent: PaymentIntent }> {
  const all = [`payment_intent:${intent.id}`]
  const [link] = isFirst ? [] : await unit.list('invoice_payment', { all, limit: 1 })
  if (link) {
    const bill = await billed(unit, link.invoice)
    if (bill.subscription.status !== 'incomplete') throw tooLate()
    return { bill, intent: { ...intent, customer: bill.subscription.customer } }
  }
  const who = await customerToBe(unit, session, payer)
  const begun = await join(unit, session, { ...who, method: null, status: 'incomplete' })
  planExpiry(unit, begun.subscription)
  await begun.tell()
  await unit.emit('invoice.created', begun.invoice)
  const invoice = await finalize(unit, begun.invoice, intent.id)
  const owned = unit.put<'payment_intent'>({ ...intent, customer: begun.subscription.customer })
  if (isFirst) await unit.emit('payment_intent.created', owned)
  return { bill: { invoice, subscription: begun.subscription }, intent: owned }
}

async function paid(unit: Unit, bill: Billed, made: Attempt, method: PaymentMethod) {
  await unit.emit('charge.succeeded', made.charge)
  await unit.emit('payment_intent.succeeded', made.intent)
  await markPaid(unit, bill.invoice)
  const { subscription } = bill
  const now = { ...subscription, status: 'active', default_payment_method: method.id } as const
  await tell<'subscription'>(unit, subscription, now, 'customer.subscription.updated')
}

async function underWay(unit: Unit, bill: Billed, made: Attempt, method: PaymentMethod) {
  await unit.emit('payment_intent.processing', made.intent)
  await unit.emit('charge.pending', made.charge)
  const { subscription } = bill
  const now = { ...subscription, default_payment_method: method.id }
  await tell<'subscription'>(unit, subscription, now, 'customer.subscription.updated')
}

function tooLate() {
  return invalidRequest('Nobody paid for this subscription in time; begin again.', {
    code: 'checkout_session_not_open',
  })
}
