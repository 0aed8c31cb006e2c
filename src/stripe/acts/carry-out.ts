import type Stripe from 'stripe'
import { type Held, patience } from './held.ts'
import { labelsOf, priceDataOf, unitOf } from './price.ts'
import { leavingReasons, type Wish } from './wish.ts'

type Client = Pick<Stripe, 'subscriptions' | 'invoices'>
type Carried = Readonly<{ held: Held; wish: Wish; key: string }>

/**
 * Does at Stripe what is wished, once for each key. Throws what the SDK throws; whatever an act consists
 * of besides its first call may be repeated until all is done. Answers the bills it has voided.
 */
export async function carryOut(stripe: Client, carried: Carried): Promise<readonly string[]> {
  const { held, wish, key } = carried
  if (wish.act === 'leave' && (held.phase === 'failing' || held.phase === 'beginning')) {
    await stripe.subscriptions.cancel(held.id, whyOf(wish), { ...patience, idempotencyKey: key })
    return voidOpen(stripe, held.id)
  }
  if (wish.act === 'resume' && held.status === 'paused') {
    await stripe.subscriptions.resume(held.id, anew, { ...patience, idempotencyKey: key })
    return []
  }
  await stripe.subscriptions.update(held.id, changeOf(held, wish), {
    ...patience,
    idempotencyKey: key,
  })
  return []
}

/** A membership that was stopped by its status begins a new period, or stays as it is. */
const anew = {
  billing_cycle_anchor: { type: 'now' },
  proration_behavior: 'none',
  payment_behavior: 'resume_on_payment_success',
} as const satisfies Stripe.SubscriptionResumeParams

function changeOf(held: Held, wish: Wish): Stripe.SubscriptionUpdateParams {
  switch (wish.act) {
    case 'amount':
      return { ...pricedAt(held, wish), proration_behavior: 'none' }
    case 'frequency':
      return {
        ...pricedAt(held, wish),
        proration_date: Math.floor(wish.at.getTime() / 1000),
        // paid or not done: nobody is left with half a change and an open bill
        payment_behavior: 'error_if_incomplete',
      }
    case 'pause': {
      const resumes_at = Math.floor(wish.until.getTime() / 1000)
      return { pause_collection: { behavior: 'void', resumes_at } }
    }
    case 'resume':
      return { pause_collection: '' }
    case 'leave':
      return { cancel_at_period_end: true, ...whyOf(wish) }
    case 'stay':
      return held.endsOnDate ? { cancel_at: '' } : { cancel_at_period_end: false }
  }
}

/** Throws for a membership of several items: `perform` lets none through. */
function pricedAt(held: Held, wish: Extract<Wish, { act: 'amount' | 'frequency' }>) {
  if (held.item === null) throw new RangeError(`${held.id} is paid for several things`)
  const { id, product } = held.item
  const rhythm = wish.act === 'amount' ? held.item : { unit: unitOf(wish.frequency), count: 1 }
  const price_data = priceDataOf(product, { ...rhythm, amount: wish.amount })
  const frequency = wish.act === 'amount' ? held.frequency : wish.frequency
  const metadata = labelsOf(wish.amount, frequency)
  return { items: [{ id, price_data, quantity: 1 }], metadata }
}

function whyOf({ reason, comment }: Extract<Wish, { act: 'leave' }>) {
  if (reason === null && comment === null) return {}
  const feedback = reason === null ? {} : { feedback: leavingReasons[reason] }
  return { cancellation_details: { ...feedback, ...(comment === null ? {} : { comment }) } }
}

/** Whoever has left owes nothing: every bill of the membership that is open is void. */
export async function voidOpen(stripe: Client, subscription: string): Promise<readonly string[]> {
  const open = await stripe.invoices.list({ subscription, status: 'open', limit: 100 }, patience)
  const ids = open.data.flatMap(({ id }) => id ?? [])
  for (const id of ids) {
    await stripe.invoices.voidInvoice(id, {}, { ...patience, idempotencyKey: `void:${id}` })
  }
  return ids
}
