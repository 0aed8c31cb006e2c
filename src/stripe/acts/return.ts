import Stripe from 'stripe'
import type { Money } from '../../platform/money/money.ts'
import { refusalIn } from '../calls/refusal.ts'
import { defaultMethodOf } from '../objects/customer.ts'
import { parsePaymentMethod } from '../objects/payment-method.ts'
import { type Frequency, type Held, heldIn, patience } from './held.ts'
import { labelsOf, priceDataOf, unitOf } from './price.ts'

/** Coming back after an end: a new membership, paid by the card that is known. */
export type Return = Readonly<{ act: 'return'; amount: Money; frequency: Frequency }>

/** A way to pay that a customer left with us, as much of it as they may be shown. */
export type KnownMethod = Readonly<{ id: string; last4: string | null; expires: string | null }>

type Client = Pick<Stripe, 'subscriptions' | 'customers' | 'paymentMethods'>

/**
 * What the ended membership was paid by, or what its customer pays by since; null when that is gone,
 * with the customer or by itself. Throws when Stripe does not answer.
 */
export async function knownMethod(
  stripe: Client,
  { method, customer }: Held,
): Promise<KnownMethod | null> {
  const named = [method, await defaultOf(stripe, customer)].filter((id) => id !== null)
  for (const id of named) {
    const found = await present(() => stripe.paymentMethods.retrieve(id, {}, patience))
    const read = found === null ? null : parsePaymentMethod(found)
    if (read?.customer === customer) return { id, last4: read.last4, expires: read.expires }
  }
  return null
}

async function defaultOf(stripe: Client, customer: string): Promise<string | null> {
  return defaultMethodOf(await present(() => stripe.customers.retrieve(customer, {}, patience)))
}

/** Null when Stripe does not have it (any more). */
async function present<Found>(ask: () => Promise<Found>): Promise<Found | null> {
  try {
    return await ask()
  } catch (error) {
    if (refusalIn(error).status === 404) return null
    throw error
  }
}

/** The customer's membership that has not ended: whoever has one does not begin another by this. */
export async function runningOf(stripe: Client, { customer }: Held): Promise<Held | null> {
  const { data } = await stripe.subscriptions.list({ customer, limit: 20 }, patience)
  const held = data.map(heldIn).filter((one) => one !== null)
  return held.find(({ phase }) => phase !== 'ended') ?? null
}

/**
 * Begins it, or leaves everything as it is when the first payment is refused. Null without a known way
 * to pay.
 */
export async function comeBack(
  stripe: Client,
  { held, wish, key }: Readonly<{ held: Held; wish: Return; key: string }>,
): Promise<Held | null> {
  const method = await knownMethod(stripe, held)
  if (method === null || held.item === null) return null
  const rhythm = { amount: wish.amount, unit: unitOf(wish.frequency), count: 1 }
  const begun = await stripe.subscriptions.create(
    {
      customer: held.customer,
      items: [{ price_data: priceDataOf(held.item.product, rhythm), quantity: 1 }],
      default_payment_method: method.id,
      payment_behavior: 'error_if_incomplete',
      off_session: true,
      metadata: { ...held.metadata, ...labelsOf(wish.amount, wish.frequency), returns: held.id },
    },
    { ...patience, idempotencyKey: key },
  )
  const told = heldIn(begun)
  if (told === null) throw new Stripe.errors.StripeConnectionError({ message: 'no subscription' })
  return told
}
