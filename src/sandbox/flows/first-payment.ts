import { change } from '../events/change.ts'
import { type Customer, customerObject } from '../objects/customer.ts'
import type { PaymentMethod } from '../objects/payment-method.ts'
import {
  type Subscription,
  subscriptionItemObject,
  subscriptionObject,
} from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { resourceMissing } from '../wire/error.ts'
import { type Attempt, attempt } from './attempt.ts'
import { draftInvoice, finalize, markPaid } from './billing.ts'
import { periodEnd } from './interval.ts'
import { complete, declined, type FilledIn } from './one-off.ts'
import { planRenewal } from './renewal.ts'

/**
 * The first payment of a subscription (domain/stripe.md 8.5.2). Since basil Checkout makes the
 * customer and the subscription after the payment, so a declined card leaves neither.
 */
export async function payFirst(unit: Unit, filled: FilledIn): Promise<Attempt> {
  const { session, payer } = filled
  const known = session.customer === null ? null : await knownCustomer(unit, session.customer)
  const customer = known ?? customerObject({ id: unit.id('cus'), created: unit.now, ...payer })
  const method = { ...filled.method, customer: customer.id }
  const made = attempt(unit, { ...filled.intent, customer: customer.id }, method, 'first')
  if (made.verdict.kind === 'declined') return withoutCustomer(unit, made, filled)
  unit.put(method)
  if (made.verdict.kind === 'paid') await unit.emit('charge.succeeded', made.charge)
  await unit.emit('payment_method.attached', method)
  if (!known) await unit.emit('customer.created', unit.put<'customer'>(customer))
  const patch = { currency: session.currency }
  await change<'customer'>(unit, customer, patch, 'customer.updated')
  await subscribe(unit, { ...filled, customer, method, made })
  return made
}

async function knownCustomer(unit: Unit, id: string): Promise<Customer> {
  const customer = await unit.need('customer', id, 'customer')
  if ('deleted' in customer) throw resourceMissing('customer', id, 'customer')
  return customer
}

/** Nobody becomes a customer by a card that was refused. */
async function withoutCustomer(unit: Unit, made: Attempt, filled: FilledIn): Promise<Attempt> {
  const { customer } = filled.session
  if (filled.isFirst) await unit.emit('payment_intent.created', filled.intent)
  const charge = unit.put<'charge'>({ ...made.charge, customer })
  const intent = unit.put<'payment_intent'>({ ...made.intent, customer })
  await declined(unit, { ...made, charge, intent })
  return { ...made, charge, intent }
}

type Joined = FilledIn & { customer: Customer; method: PaymentMethod; made: Attempt }

/** The subscription and its first invoice, after the money (or the bank's word that it comes). */
async function subscribe(unit: Unit, joined: Joined): Promise<void> {
  const { session, payer, customer, made } = joined
  const isPaid = made.verdict.kind === 'paid'
  const fresh = newSubscription(unit, joined, isPaid)
  const invoice = draftInvoice(unit, fresh, customer, 'subscription_create')
  const subscription: Subscription = { ...fresh, latest_invoice: invoice.id }
  unit.put(subscription)
  planRenewal(unit, subscription)
  await complete(unit, session, payer, {
    payment_status: isPaid ? 'paid' : 'unpaid',
    customer: customer.id,
    subscription: subscription.id,
    invoice: invoice.id,
  })
  await unit.emit('customer.subscription.created', subscription)
  if (joined.isFirst) await unit.emit('payment_intent.created', joined.intent)
  await unit.emit(isPaid ? 'payment_intent.succeeded' : 'payment_intent.processing', made.intent)
  if (!isPaid) await unit.emit('charge.pending', made.charge)
  await unit.emit('invoice.created', invoice)
  const open = await finalize(unit, invoice, made.intent.id)
  if (isPaid) await markPaid(unit, open)
}

function newSubscription(unit: Unit, joined: Joined, isPaid: boolean): Subscription {
  const { session, customer, method } = joined
  const id = unit.id('sub')
  const { metadata, description } = session._order
  const items = session._order.items.flatMap(({ price, quantity }) => {
    if (!price.recurring) return []
    const period = { start: unit.now, end: periodEnd(unit.now, unit.now, price.recurring) }
    const facts = { subscription: id, price, quantity: quantity ?? 1, period }
    return [subscriptionItemObject({ id: unit.id('si'), created: unit.now, ...facts })]
  })
  const facts = { customer: customer.id, method: method.id, description, metadata, items }
  const subscription = subscriptionObject({ id, created: unit.now, ...facts })
  return { ...subscription, status: isPaid ? 'active' : 'incomplete' }
}
