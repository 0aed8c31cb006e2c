import Stripe from 'stripe'
import type { Currency } from '../platform/money/currency.ts'
import { currencyOf } from '../platform/money/currency.ts'
import type { Money } from '../platform/money/money.ts'
import { refusalIn } from './calls/refusal.ts'
import { makeProduct, productId, type SoldProduct } from './setup/product.ts'

/** The part of the SDK that a reader's order touches. */
export type CheckoutClient = Pick<Stripe, 'checkout' | 'products'>

export type SessionOrder = Readonly<{
  /** Repeating it with the same order gives the same session. */
  idempotencyKey: string
  frequency: 'once' | 'monthly' | 'yearly'
  amount: Money
  product: SoldProduct
  /** Said beside the button that pays. */
  note: string | null
  /** The reader's; Stripe's page follows the browser where it does not speak it. */
  language: 'en' | 'uk' | 'de' | null
  metadata: Readonly<Record<string, string>>
  memberRef: string
  email: string | null
  successUrl: string
  cancelUrl: string
  expiresAt: Date
}>

export type OpenedSession =
  | Readonly<{ kind: 'opened'; id: string; url: string }>
  | Readonly<{ kind: 'amount_refused' }>
  | Readonly<{ kind: 'email_refused' }>
  /** The key is at work for another call, or was used with another order: an earlier one counts. */
  | Readonly<{ kind: 'in_use'; reason: string }>
  /** Stripe answered: nothing was opened, and the same key would give the same answer. */
  | Readonly<{ kind: 'failed'; reason: string }>
  /** Nobody knows whether a session was opened; the same key finds out. */
  | Readonly<{ kind: 'unreachable'; reason: string }>

/** A reader waits: give up after 5 s, try once more, and let them send the form again. */
const patience = { timeout: 5000, maxNetworkRetries: 1 }

/**
 * Opens Stripe's own payment page for an order. Nothing is charged and no customer is made by it. An
 * account that was not set up gets the product with its first order; the order is then asked for under
 * a key of its own, as Stripe may keep the refusal under the first.
 */
export async function openCheckoutSession(
  stripe: CheckoutClient,
  order: SessionOrder,
): Promise<OpenedSession> {
  try {
    return openedOf(await createSession(stripe, order, order.idempotencyKey))
  } catch (error) {
    if (!isWithoutProduct(error)) return refusalOf(error)
  }
  try {
    await makeProduct(stripe, order.product, patience)
    return openedOf(await createSession(stripe, order, `${order.idempotencyKey}:product`))
  } catch (error) {
    return refusalOf(error)
  }
}

function createSession(stripe: CheckoutClient, order: SessionOrder, idempotencyKey: string) {
  return stripe.checkout.sessions.create(paramsOf(order), { ...patience, idempotencyKey })
}

function isWithoutProduct(error: unknown): boolean {
  const isMissing = error instanceof Stripe.errors.StripeError && error.code === 'resource_missing'
  return isMissing && /\bproduct\b/.test(error.param ?? '')
}

type Params = NonNullable<Parameters<Stripe['checkout']['sessions']['create']>[0]>

/** No `payment_method_types`: the account's settings decide, and the parameter is gone (endive). */
function paramsOf(order: SessionOrder): Params {
  const metadata = { ...order.metadata, product: productId(order.product) }
  const shared: Params = {
    ui_mode: 'hosted_page',
    submit_type: 'donate',
    line_items: [{ quantity: 1, price_data: priceOf(order) }],
    client_reference_id: order.memberRef,
    metadata,
    ...(order.note === null ? {} : { custom_text: { submit: { message: order.note } } }),
    locale: order.language === 'uk' || order.language === null ? 'auto' : order.language,
    success_url: order.successUrl,
    cancel_url: order.cancelUrl,
    expires_at: Math.floor(order.expiresAt.getTime() / 1000),
    ...(order.email === null ? {} : { customer_email: order.email }),
  }
  // Stripe copies a session's metadata nowhere, so what the money leads to gets its own.
  return order.frequency === 'once'
    ? {
        ...shared,
        mode: 'payment',
        customer_creation: 'if_required',
        payment_intent_data: { metadata },
      }
    : { ...shared, mode: 'subscription', subscription_data: { metadata } }
}

function priceOf({ frequency, amount, product }: SessionOrder) {
  const price = {
    currency: amount.currency.toLowerCase(),
    unit_amount: Number(amount.minor),
    product: productId(product),
  }
  if (frequency === 'once') return price
  return { ...price, recurring: { interval: frequency === 'monthly' ? 'month' : 'year' } as const }
}

/** The SDK passes a body without Stripe's `error` as success, so the answer proves itself first. */
function openedOf(session: Stripe.Checkout.Session): OpenedSession {
  const { object, id, url } = session
  if (object !== 'checkout.session' || typeof id !== 'string' || typeof url !== 'string') {
    return { kind: 'unreachable', reason: 'the answer is no checkout session' }
  }
  return { kind: 'opened', id, url }
}

function refusalOf(error: unknown): OpenedSession {
  const { kind, code, param, reason } = refusalIn(error)
  if (code === 'amount_too_small' || code === 'amount_too_large') return { kind: 'amount_refused' }
  if (code === 'email_invalid' || param === 'customer_email') return { kind: 'email_refused' }
  return { kind: kind === 'answered' ? 'failed' : kind, reason }
}

export type SessionFacts = Readonly<{
  id: string
  status: 'open' | 'complete' | 'expired' | 'unknown'
  payment: 'paid' | 'unpaid' | 'not_needed' | 'unknown'
  frequency: 'once' | 'monthly' | 'yearly'
  amount: Readonly<{ minor: bigint; currency: Currency }> | null
  url: string | null
  returnTo: string | null
  article: string | null
  subscription: string | null
  /** Of a gift that was paid. */
  paymentIntent: string | null
  /** The form whose words wait for this payment, where something was said with it. */
  wordsOf: string | null
}>
export type ReadSession =
  | Readonly<{ kind: 'session'; session: SessionFacts }>
  | Readonly<{ kind: 'not_found' }>
  | Readonly<{ kind: 'unreachable'; reason: string }>

/** What a page may know of a session: never who paid. */
export async function readCheckoutSession(
  stripe: CheckoutClient,
  id: string,
): Promise<ReadSession> {
  if (!/^cs_\w{1,200}$/.test(id)) return { kind: 'not_found' }
  try {
    const session = await stripe.checkout.sessions.retrieve(id, {}, patience)
    if (session.object !== 'checkout.session') {
      return { kind: 'unreachable', reason: 'the answer is no checkout session' }
    }
    return { kind: 'session', session: factsOf(session) }
  } catch (error) {
    const { status, reason } = refusalIn(error)
    return status === 404 ? { kind: 'not_found' } : { kind: 'unreachable', reason }
  }
}

function factsOf(session: Stripe.Checkout.Session): SessionFacts {
  const metadata = session.metadata ?? {}
  return {
    id: session.id,
    status: statusOf(session.status),
    payment: paymentOf(session.payment_status),
    frequency: frequencyOf(session.mode, metadata.frequency),
    amount: amountOf(session.amount_total, session.currency),
    url: session.url ?? null,
    returnTo: metadata.return_to ?? null,
    article: metadata.article ?? null,
    subscription: idOf(session.subscription),
    paymentIntent: idOf(session.payment_intent),
    wordsOf: metadata.words === undefined ? null : (metadata.form_nonce ?? null),
  }
}

function idOf(reference: string | { id: string } | null): string | null {
  return typeof reference === 'string' ? reference : (reference?.id ?? null)
}

function statusOf(status: string | null): SessionFacts['status'] {
  return status === 'open' || status === 'complete' || status === 'expired' ? status : 'unknown'
}

function paymentOf(status: string): SessionFacts['payment'] {
  if (status === 'no_payment_required') return 'not_needed'
  return status === 'paid' || status === 'unpaid' ? status : 'unknown'
}

function frequencyOf(mode: string, said: string | undefined): SessionFacts['frequency'] {
  if (mode !== 'subscription') return 'once'
  return said === 'yearly' ? 'yearly' : 'monthly'
}

function amountOf(total: number | null, code: string | null): SessionFacts['amount'] {
  const currency = currencyOf(code ?? '')
  return total === null || currency === null ? null : { minor: BigInt(total), currency }
}
