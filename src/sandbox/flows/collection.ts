import { change } from '../events/change.ts'
import { type Invoice, subscriptionOf } from '../objects/invoice.ts'
import { type PaymentIntent, paymentIntentObject } from '../objects/payment-intent.ts'
import type { PaymentMethod } from '../objects/payment-method.ts'
import { hasEnded, type Subscription } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { type Attempt, attempt } from './attempt.ts'
import { finalize, markPaid } from './billing.ts'
import { endSubscription } from './cancellation.ts'
import { customerOf } from './renewal.ts'

const DAY_S = 86_400
/** Days after each failure until the next try; after the last one the subscription ends. */
const RETRY_DAYS = [3, 5, 7]

type Billed = { invoice: Invoice; subscription: Subscription }

/** Job `finalize`: an hour after its draft the invoice is final, and collected. */
export async function finalizeDue(unit: Unit, id: string): Promise<void> {
  const { invoice, subscription } = await billed(unit, id)
  if (invoice.status !== 'draft' || hasEnded(subscription)) return
  if (subscription.pause_collection) return putAside(unit, invoice, subscription)
  await collectAtOnce(unit, { invoice, subscription })
}

/** Makes a draft final and asks for its money. */
export async function collectAtOnce(unit: Unit, { invoice, subscription }: Billed): Promise<void> {
  const [intent, open] = await opened(unit, invoice)
  await collectWith(unit, { invoice: open, subscription }, intent)
}

/** A final invoice and the payment intent that is to collect it. */
async function opened(unit: Unit, invoice: Invoice): Promise<[PaymentIntent, Invoice]> {
  const intent = paymentIntentObject({
    id: unit.id('pi'),
    created: unit.now,
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: invoice.customer,
    metadata: {},
    description: 'Subscription update',
    receipt_email: null,
    method_types: ['card', 'sepa_debit'],
    off_session: true,
  })
  unit.put(intent)
  const open = await finalize(unit, invoice, intent.id)
  await unit.emit('payment_intent.created', intent)
  return [intent, open]
}

/** Job `collect`: another try at an invoice that could not be collected. */
export async function collectDue(unit: Unit, id: string): Promise<void> {
  const { invoice, subscription } = await billed(unit, id)
  if (invoice.status !== 'open' || hasEnded(subscription) || invoice._intent === null) return
  const intent = await unit.need('payment_intent', invoice._intent)
  await collectWith(unit, { invoice, subscription }, intent)
}

/** One attempt at an open invoice, and all that follows from its outcome. */
export async function collectWith(
  unit: Unit,
  { invoice, subscription }: Billed,
  intent: PaymentIntent,
): Promise<Attempt | undefined> {
  const method = await methodOf(unit, subscription)
  if (!method) return void (await failed(unit, { invoice, subscription }))
  const made = attempt(unit, intent, method, 'again')
  const { charge, verdict } = made
  switch (verdict.kind) {
    case 'paid':
      await unit.emit('charge.succeeded', charge)
      await unit.emit('payment_intent.succeeded', made.intent)
      await markPaid(unit, invoice)
      await recovered(unit, subscription)
      return made
    case 'pending':
      await unit.emit('payment_intent.processing', made.intent)
      await unit.emit('charge.pending', charge)
      await change(unit, invoice, { attempted: true, next_payment_attempt: null })
      unit.plan('settle', made.intent.id, unit.now + 5 * DAY_S)
      return made
    case 'declined':
      await unit.emit('charge.failed', charge)
      await unit.emit('payment_intent.payment_failed', made.intent)
      await failed(unit, { invoice, subscription })
      return made
  }
}

/** The invoice has been paid: a subscription that owed it is active again. */
export async function recovered(unit: Unit, subscription: Subscription): Promise<void> {
  if (subscription.status === 'active') return
  await change(unit, subscription, { status: 'active' }, 'customer.subscription.updated')
}

/** Another failure: plans the next try, or ends the subscription after the last one. */
export async function failed(unit: Unit, { invoice, subscription }: Billed): Promise<void> {
  const days = RETRY_DAYS[invoice.attempt_count]
  const next = days === undefined ? null : unit.now + days * DAY_S
  const patch = {
    attempt_count: invoice.attempt_count + 1,
    attempted: true,
    next_payment_attempt: next,
  }
  const tried = await change(unit, invoice, patch, 'invoice.updated')
  await unit.emit('invoice.payment_failed', tried)
  if (next === null) return endSubscription(unit, subscription, 'payment_failed')
  unit.plan('collect', invoice.id, next)
  if (subscription.status !== 'active') return
  await change(unit, subscription, { status: 'past_due' }, 'customer.subscription.updated')
}

/** Collection is paused: the invoice ends as the pause says, and nobody is asked for money. */
async function putAside(unit: Unit, invoice: Invoice, subscription: Subscription): Promise<void> {
  const transitions = invoice.status_transitions
  switch (subscription.pause_collection?.behavior) {
    case 'void':
      await change(unit, invoice, {
        status: 'void',
        status_transitions: { ...transitions, voided_at: unit.now },
      }).then((voided) => unit.emit('invoice.voided', voided))
      return
    case 'mark_uncollectible':
      await change(unit, invoice, {
        status: 'uncollectible',
        status_transitions: { ...transitions, marked_uncollectible_at: unit.now },
      }).then((marked) => unit.emit('invoice.marked_uncollectible', marked))
      return
    default: // keep_as_draft, and what Stripe may add to it
      await change(unit, invoice, { auto_advance: false, automatically_finalizes_at: null })
  }
}

async function billed(unit: Unit, id: string): Promise<Billed> {
  const invoice = await unit.need('invoice', id)
  const subscription = await unit.need('subscription', subscriptionOf(invoice) ?? '')
  return { invoice, subscription }
}

/** What the subscription is charged by; without one of its own, the customer's. */
async function methodOf(
  unit: Unit,
  subscription: Subscription,
): Promise<PaymentMethod | undefined> {
  const own = subscription.default_payment_method
  if (own) return unit.get('payment_method', own)
  const customer = await customerOf(unit, subscription)
  const theirs = customer?.invoice_settings.default_payment_method
  return typeof theirs === 'string' ? unit.get('payment_method', theirs) : undefined
}
