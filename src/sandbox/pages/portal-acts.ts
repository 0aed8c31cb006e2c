import * as z from 'zod'
import type { PortalFeatures } from '../objects/portal-features.ts'
import type { PortalSession } from '../objects/portal-session.ts'
import { type Client, clock, Refusal } from './client.ts'
import { later } from './clock-step.ts'
import type { Confirmation } from './portal-confirm.tsx'
import { type PortalSubscription, subscriptionNamed } from './portal-view.ts'

/** Somebody in a portal session, and what its configuration lets them do. */
export type Visit = {
  account: string
  session: PortalSession
  client: Client
  features: PortalFeatures
}

const named = z.object({ subscription: z.string().regex(/^sub_\w+$/) })
const leaving = named.extend({
  feedback: z.string().optional(),
  comment: z.string().max(300).optional(),
})
const pausing = named.extend({ span: z.coerce.number().int().optional() })
const changing = named.extend({
  item: z.string().optional(),
  price: z.string().optional(),
  quantity: z.coerce.number().int().positive().optional(),
})
const price = z.object({
  id: z.string(),
  unit_amount: z.number().nullable(),
  currency: z.string(),
  recurring: z.object({ interval: z.string(), interval_count: z.number() }).nullable(),
})
const preview = z.object({
  amount_due: z.number(),
  currency: z.string(),
  billing_reason: z.string().nullable(),
})

/** The subscription that a form names. @throws Refusal for one that is not this customer's */
export async function visited(visit: Visit, form: unknown): Promise<PortalSubscription> {
  const { subscription } = named.parse(form)
  const found = await subscriptionNamed(visit.client, subscription)
  if (found.customer === visit.session.customer) return found
  throw new Refusal('This is not your membership.')
}

/** Ends it as the configuration says, with what they say about why. */
export async function cancelBy(visit: Visit, form: unknown): Promise<void> {
  const { id } = await visited(visit, form)
  const { feedback, comment } = leaving.parse(form)
  const { mode, proration_behavior } = visit.features.subscription_cancel
  const why = {
    ...(feedback && { 'cancellation_details[feedback]': feedback }),
    ...(comment && { 'cancellation_details[comment]': comment }),
  }
  const path = `/v1/subscriptions/${id}`
  if (mode === 'immediately') {
    const prorate = String(proration_behavior !== 'none')
    const invoice_now = String(proration_behavior === 'always_invoice')
    return visit.client.deleteForm(path, { ...why, prorate, invoice_now })
  }
  await visit.client.postForm(path, { ...why, cancel_at_period_end: 'true' }, z.unknown())
}

/** Pauses it, for as long as they choose among what the configuration offers. */
export async function pauseBy(visit: Visit, form: unknown): Promise<void> {
  const { id: subscription } = await visited(visit, form)
  const { span: index = 0 } = pausing.parse(form)
  const span = visit.features.subscription_pause.duration?.interval_options[index]
  const { now } = await visit.client.get('/_sandbox/clock', clock)
  const steps = span ? Array(span.interval_count).fill(span.interval) : []
  const resumes_at = span && steps.reduce(later, now)
  const body = { action: 'pause_subscription', subscription, ...(resumes_at && { resumes_at }) }
  await visit.client.post('/_sandbox/actions', body, z.unknown())
}

/** What a change would be, and would cost. */
export async function confirmation(
  visit: Visit,
  form: unknown,
): Promise<Omit<Confirmation, 'wrong'>> {
  const subscription = await visited(visit, form)
  const { item, target, quantity } = await changeOf(visit, subscription, form)
  const invoice = await visit.client.postForm(
    '/v1/invoices/create_preview',
    {
      subscription: subscription.id,
      'subscription_details[items][0][id]': item,
      'subscription_details[items][0][price]': target.id,
      'subscription_details[items][0][quantity]': String(quantity),
      'subscription_details[proration_behavior]': proration(visit),
    },
    preview,
  )
  const isLater = invoice.billing_reason === 'subscription_cycle'
  const on = isLater ? (subscription.items.data[0]?.current_period_end ?? null) : null
  return {
    base: `/p/session/${visit.session.id}`,
    ...{ subscription: subscription.id, item, price: target, quantity },
    due: { amount: invoice.amount_due, currency: invoice.currency, on },
  }
}

/** Makes the change, and what the bank says where it refuses to pay for it. */
export async function changeTo(visit: Visit, form: unknown): Promise<string | null> {
  const subscription = await visited(visit, form)
  const { item, target, quantity } = await changeOf(visit, subscription, form)
  const change = {
    'items[0][id]': item,
    'items[0][price]': target.id,
    'items[0][quantity]': String(quantity),
    proration_behavior: proration(visit),
    payment_behavior: 'error_if_incomplete',
  }
  try {
    await visit.client.postForm(`/v1/subscriptions/${subscription.id}`, change, z.unknown())
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}

async function changeOf({ client }: Visit, { items }: PortalSubscription, form: unknown) {
  const asked = changing.parse(form)
  const item = items.data.find(({ id }) => id === asked.item) ?? items.data[0]
  if (!item) throw new Refusal('There is nothing to change.')
  const target =
    asked.price === undefined ? item.price : await client.get(`/v1/prices/${asked.price}`, price)
  return { item: item.id, target, quantity: asked.quantity ?? item.quantity }
}

function proration({ features }: Visit): string {
  return features.subscription_update.proration_behavior
}
