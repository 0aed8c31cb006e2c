import * as z from 'zod'
import { change } from '../events/change.ts'
import { endSubscription } from '../flows/cancellation.ts'
import { cancelAtPeriodEnd, keepRunning } from '../flows/ending.ts'
import { beginPeriod, pauseSubscription, resumeSubscription } from '../flows/pause.ts'
import { planRenewal, recurringOf } from '../flows/renewal.ts'
import type { Price } from '../objects/price.ts'
import { planObject } from '../objects/price.ts'
import { hasEnded, type Subscription, type SubscriptionItem } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest, resourceMissing, unsupportedValue } from '../wire/error.ts'
import { list, mergedMetadata, metadataParam, type Operations, retrieve } from './operation.ts'
import { makePrice, priceData } from './prices.ts'

const item = z.looseObject({
  id: z.string().optional(),
  price: z.string().optional(),
  price_data: priceData.optional(),
  quantity: z.coerce.number().optional(),
})
const details = z.looseObject({ comment: z.string().optional(), feedback: z.string().optional() })
const pause = z.looseObject({
  behavior: z.enum(['keep_as_draft', 'mark_uncollectible', 'void']),
  resumes_at: z.coerce.number().optional(),
})
const changes = z.looseObject({
  cancel_at_period_end: z.boolean().optional(),
  cancel_at: z.union([z.number(), z.string()]).optional(),
  cancellation_details: details.optional(),
  default_payment_method: z.string().optional(),
  description: z.string().optional(),
  items: z.array(item).optional(),
  metadata: metadataParam,
  pause_collection: z.union([z.literal(''), pause]).optional(),
})
type Changes = z.infer<typeof changes>

export const subscriptions: Operations = {
  'GET /v1/subscriptions': list('subscription', ['customer', 'price'], ({ status }) => {
    if (status === 'all') return {}
    if (status === 'ended') return { some: ['status:canceled', 'status:incomplete_expired'] }
    if (typeof status === 'string') return { all: [`status:${status}`] }
    return { none: ['status:canceled'] }
  }),
  'GET /v1/subscriptions/:id': retrieve('subscription'),
  'POST /v1/subscriptions/:id': async ({ unit, id, params }) => {
    const subscription = running(await unit.need('subscription', id))
    const asked = changes.parse(params)
    const patch = {
      ...plainPatch(unit, subscription, asked),
      ...endPatch(subscription, asked, unit),
    }
    const items = asked.items ? await changedItems(unit, subscription, asked.items) : {}
    const all = { ...patch, ...items }
    const changed = await change(unit, subscription, all, 'customer.subscription.updated')
    if (every(changed) !== every(subscription)) return beginPeriod(unit, changed)
    planRenewal(unit, changed)
    return changed
  },
  'POST /v1/subscriptions/:id/pause': async ({ unit, id }) =>
    pauseSubscription(unit, running(await unit.need('subscription', id))),
  'POST /v1/subscriptions/:id/resume': async ({ unit, id }) =>
    resumeSubscription(unit, running(await unit.need('subscription', id))),
  'DELETE /v1/subscriptions/:id': async ({ unit, id, params }) => {
    const subscription = running(await unit.need('subscription', id))
    const { cancellation_details } = changes.parse(params)
    const told = { ...subscription, ...reasonPatch(subscription, cancellation_details) }
    await endSubscription(unit, told, 'cancellation_requested')
    return unit.need('subscription', id)
  },
}

/** `1 month`: another interval starts another period, at once. */
function every(subscription: Subscription): string {
  const { interval, interval_count } = recurringOf(subscription)
  return `${interval_count} ${interval}`
}

function running(subscription: Subscription): Subscription {
  if (!hasEnded(subscription)) return subscription
  throw resourceMissing('subscription', subscription.id)
}

function plainPatch(unit: Unit, subscription: Subscription, asked: Changes): Partial<Subscription> {
  const { default_payment_method: method, description, metadata, pause_collection } = asked
  return {
    ...(method !== undefined && { default_payment_method: method }),
    ...(description !== undefined && { description }),
    ...(metadata !== undefined && {
      metadata: mergedMetadata(subscription.metadata, metadata),
    }),
    ...(pause_collection !== undefined && {
      pause_collection: pausePatch(unit, subscription.id, pause_collection),
    }),
  }
}

function pausePatch(unit: Unit, id: string, asked: NonNullable<Changes['pause_collection']>) {
  if (asked === '') return null
  const resumes_at = asked.resumes_at ?? null
  if (resumes_at !== null) unit.plan('resume_collection', id, resumes_at)
  return { behavior: asked.behavior, resumes_at }
}

function endPatch(subscription: Subscription, asked: Changes, unit: Unit): Partial<Subscription> {
  const why = reasonPatch(subscription, asked.cancellation_details)
  if (asked.cancel_at_period_end === true)
    return { ...cancelAtPeriodEnd(unit, subscription), ...why }
  if (asked.cancel_at_period_end === false || asked.cancel_at === '') {
    return { ...keepRunning(subscription), ...why }
  }
  if (asked.cancel_at === undefined) return why
  if (typeof asked.cancel_at === 'string') throw unsupportedValue('cancel_at', asked.cancel_at)
  if (asked.cancel_at < unit.now) {
    throw invalidRequest('cancel_at must be in the future.', { param: 'cancel_at' })
  }
  return { cancel_at: asked.cancel_at, canceled_at: unit.now, ...why }
}

function reasonPatch(
  { cancellation_details: before }: Subscription,
  asked: z.infer<typeof details> | undefined,
): Partial<Subscription> {
  if (!asked) return {}
  const { comment = before?.comment ?? null, feedback = before?.feedback ?? null } = asked
  const reason = before?.reason ?? null
  return { cancellation_details: { comment, feedback, feedback_option: null, reason } }
}

/** The one item with another price or quantity; the running period stays as it is paid. */
async function changedItems(
  unit: Unit,
  subscription: Subscription,
  asked: z.infer<typeof item>[],
): Promise<Partial<Subscription>> {
  const data = [...subscription.items.data]
  for (const { id, price, price_data, quantity } of asked) {
    const index = id === undefined ? 0 : data.findIndex((one) => one.id === id)
    const before = data[index]
    if (!before)
      throw invalidRequest(`No such subscription item: '${id}'`, { param: 'items[0][id]' })
    const next = price_data
      ? await makePrice(unit, price_data, { active: false })
      : price === undefined
        ? before.price
        : await unit.need('price', price, 'items[0][price]')
    data[index] = withPrice(before, sameCurrency(subscription, next), quantity)
  }
  return { items: { ...subscription.items, data } }
}

function withPrice(item: SubscriptionItem, price: Price, quantity: number | undefined) {
  return { ...item, price, plan: planObject(price), quantity: quantity ?? item.quantity ?? 1 }
}

function sameCurrency({ currency }: Subscription, price: Price): Price {
  if (price.currency === currency) return price
  throw invalidRequest(
    `The price's currency (${price.currency}) is not the subscription's (${currency}).`,
    { param: 'items[0][price]' },
  )
}
