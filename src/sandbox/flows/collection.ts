import { becomes, change } from '../events/change.ts'
import type { Verdict } from '../objects/charge.ts'
import { type Invoice, subscriptionOf } from '../objects/invoice.ts'
import { type PaymentIntent, paymentIntentObject } from '../objects/payment-intent.ts'
import type { PaymentMethod } from '../objects/payment-method.ts'
import { hasEnded, type Subscription } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { attempt, type Occasion } from './attempt.ts'
import { finalize, markPaid } from './billing.ts'
import { withCredit } from './credit.ts'
import { failed } from './dunning.ts'
import { markUncollectible, voidInvoice } from './invoice-end.ts'
import { customerOf } from './renewal.ts'
import { type Billed, keepUp, recovered } from './standing.ts'

const SETTLES_AFTER_S = 5 * 86_400

/** What became of asking for an invoice's money. */
export type Collected =
  | { kind: 'free' | 'no_method' | 'requires_action' }
  | Exclude<Verdict, { kind: 'declined' }>
  | (Extract<Verdict, { kind: 'declined' }> & { charge: string })

/** Job `finalize`: an hour after its draft the invoice is final, and collected. */
export async function finalizeDue(unit: Unit, id: string): Promise<void> {
  const { invoice, subscription } = await billed(unit, id)
  if (invoice.status !== 'draft' || hasEnded(subscription)) return
  if (subscription.pause_collection) return putAside(unit, invoice, subscription)
  if (subscription.status === 'unpaid') return keepAsDraft(unit, invoice)
  const patch = { automatically_finalizes_at: null }
  const ready = await change<'invoice'>(unit, invoice, patch, 'invoice.updated')
  await collectAtOnce(unit, { invoice: ready, subscription })
}

/** Makes a draft final and asks for its money, unless the customer's credit pays it. */
export async function collectAtOnce(unit: Unit, billed: Billed): Promise<Collected> {
  const { invoice, intent } = await opened(unit, billed.invoice)
  if (intent) return collectWith(unit, { ...billed, invoice }, intent)
  const paid = await markPaid(unit, invoice)
  await recovered(unit, { ...billed, invoice: paid })
  return { kind: 'free' }
}

/** Makes a draft final and leaves the asking to its payer; while it is due, `unpaid` holds. */
export async function openAtOnce(unit: Unit, billed: Billed, unpaid: Subscription): Promise<void> {
  const { invoice, intent } = await opened(unit, billed.invoice)
  if (intent) return keepUp(unit, billed, unpaid)
  await recovered(unit, { ...billed, invoice: await markPaid(unit, invoice) })
}

/** A final invoice, and the payment intent that is to collect it where anything is due. */
export async function opened(
  unit: Unit,
  draft: Invoice,
): Promise<{ invoice: Invoice; intent: PaymentIntent | null }> {
  const due = await withCredit(unit, draft)
  if (due.amount_due === 0) return { invoice: await finalize(unit, due, null), intent: null }
  const intent = paymentIntentObject({
    id: unit.id('pi'),
    created: unit.now,
    amount: due.amount_due,
    currency: due.currency,
    customer: due.customer,
    metadata: {},
    description: 'Subscription update',
    receipt_email: null,
    method_types: ['card', 'sepa_debit'],
    off_session: true,
  })
  unit.put(intent)
  const invoice = await finalize(unit, due, intent.id)
  await unit.emit('payment_intent.created', intent)
  return { invoice, intent }
}

/** Job `collect`: another try at an invoice that could not be collected. */
export async function collectDue(unit: Unit, id: string): Promise<void> {
  const { invoice, subscription } = await billed(unit, id)
  if (invoice.status !== 'open' || hasEnded(subscription) || invoice._intent === null) return
  const intent = await unit.need('payment_intent', invoice._intent)
  if (intent.status !== 'processing') await collectWith(unit, { invoice, subscription }, intent)
}

/** One attempt at an open invoice off session, and all that follows from its outcome. */
export async function collectWith(
  unit: Unit,
  billed: Billed,
  intent: PaymentIntent,
  given?: PaymentMethod,
): Promise<Collected> {
  const method = given ?? (await methodOf(unit, billed.subscription))
  if (!method) {
    await failed(unit, billed)
    return { kind: 'no_method' }
  }
  if (asksNow(method, given !== undefined)) return askConsent(unit, billed, intent, method)
  return ask(unit, billed, intent, { method, occasion: given ? 'first' : 'again' })
}

type Asking = { method: PaymentMethod; occasion: Occasion }

/** Asks the bank, and lets follow what follows. */
export async function ask(
  unit: Unit,
  billed: Billed,
  intent: PaymentIntent,
  { method, occasion }: Asking,
): Promise<Collected> {
  const { charge, verdict, intent: asked } = attempt(unit, intent, method, occasion)
  switch (verdict.kind) {
    case 'paid':
      await unit.emit('charge.succeeded', charge)
      await unit.emit('payment_intent.succeeded', asked)
      await recovered(unit, { ...billed, invoice: await markPaid(unit, billed.invoice) })
      return verdict
    case 'pending': {
      await unit.emit('payment_intent.processing', asked)
      await unit.emit('charge.pending', charge)
      const patch = { attempted: true, next_payment_attempt: null }
      await change(unit, billed.invoice, patch)
      await keepUp(unit, billed, billed.subscription)
      unit.plan('settle', asked.id, unit.now + SETTLES_AFTER_S)
      return verdict
    }
    case 'declined':
      await unit.emit('charge.failed', charge)
      await unit.emit('payment_intent.payment_failed', asked)
      await failed(unit, billed)
      return { ...verdict, charge: charge.id }
  }
}

/** A card that was authenticated once may be charged again, unless its bank asks each time. */
function asksNow({ _instrument: instrument }: PaymentMethod, isNew: boolean): boolean {
  if (instrument.type !== 'card') return false
  const { behaviour } = instrument
  return behaviour === 'three_d_secure_each_time' || (isNew && behaviour === 'three_d_secure')
}

/** The bank wants to hear from the payer, who is not there: their invoice page asks them. */
async function askConsent(
  unit: Unit,
  billed: Billed,
  intent: PaymentIntent,
  method: PaymentMethod,
): Promise<Collected> {
  const url = billed.invoice.hosted_invoice_url ?? null
  await becomes(unit, intent, 'payment_intent.requires_action', {
    status: 'requires_action',
    payment_method: method.id,
    next_action: { type: 'redirect_to_url', redirect_to_url: { return_url: url, url } },
  })
  await failed(unit, billed, 'asked')
  return { kind: 'requires_action' }
}

/** Collection is paused: the invoice ends as the pause says, and nobody is asked for money. */
async function putAside(unit: Unit, invoice: Invoice, subscription: Subscription): Promise<void> {
  switch (subscription.pause_collection?.behavior) {
    case 'void':
      return void (await voidInvoice(unit, invoice))
    case 'mark_uncollectible':
      return void (await markUncollectible(unit, invoice))
    default: // keep_as_draft, and what Stripe may add to it
      return keepAsDraft(unit, invoice)
  }
}

async function keepAsDraft(unit: Unit, invoice: Invoice): Promise<void> {
  await change(unit, invoice, { auto_advance: false, automatically_finalizes_at: null })
}

/** @throws StripeError 404 for an invoice that bills no subscription */
export async function billed(unit: Unit, id: string): Promise<Billed> {
  const invoice = await unit.need('invoice', id)
  const subscription = await unit.need('subscription', subscriptionOf(invoice) ?? '')
  return { invoice, subscription }
}

/** What the subscription is charged by; without one of its own, the customer's. */
export async function methodOf(
  unit: Unit,
  subscription: Subscription,
): Promise<PaymentMethod | undefined> {
  const own = subscription.default_payment_method
  if (own) return unit.get('payment_method', own)
  const customer = await customerOf(unit, subscription)
  const theirs = customer?.invoice_settings.default_payment_method
  return typeof theirs === 'string' ? unit.get('payment_method', theirs) : undefined
}
