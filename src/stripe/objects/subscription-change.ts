import * as z from 'zod'
import { priceKey } from '../../members/price.ts'
import type { BookedOn, SubscriptionChange } from '../../members/subscription-changes.ts'
import { changeIn } from './event.ts'
import { parseSubscription, type Subscription } from './subscription.ts'

type Told = Readonly<{ event_id: string; type: string; created: Date; payload: string | null }>

/**
 * What an event says that changed about a subscription: its status, its price, its rhythm, whether it
 * is collected, and when it is to end. Null where it changed none of these (a renewal), where the
 * payload is gone, and where it cannot be read: the object itself is refreshed in any case.
 */
export function subscriptionChangeIn(told: Told): Omit<SubscriptionChange, keyof BookedOn> | null {
  const kind = kinds[told.type]
  const change = kind && told.payload !== null ? changeIn(told.payload) : null
  const after = change && readableSubscription(change.after)
  if (!kind || !change || !after) return null
  const before = change.before === null ? null : readableSubscription(change.before)
  if (kind === 'updated' && (before === null || isSame(before, after))) return null
  return {
    ...standing(after),
    event_id: told.event_id,
    at: told.created,
    kind,
    status_before: before?.raw_status ?? null,
    paused_before: before?.paused ?? null,
    amount_before_minor: before?.amount_minor ?? null,
    interval_unit_before: before?.interval_unit ?? null,
    interval_count_before: before?.interval_count ?? null,
    ends_at_before: before?.ends_at ?? null,
    price_before: before?.price ?? null,
  }
}

/** How a subscription stands, as it is kept beside a change. */
export function standing(subscription: Subscription) {
  const { id, raw_status, paused, ends_at, amount_minor, currency, price } = subscription
  const { interval_unit, interval_count, pause_reason, end_reason } = subscription
  const worth = { amount_minor, currency, interval_unit, interval_count, price }
  return {
    subscription: id,
    status: raw_status,
    paused,
    ends_at,
    pause_reason,
    end_reason,
    ...worth,
  }
}

const kinds: Readonly<Record<string, SubscriptionChange['kind']>> = {
  'customer.subscription.created': 'created',
  'customer.subscription.updated': 'updated',
  'customer.subscription.paused': 'updated',
  'customer.subscription.resumed': 'updated',
  'customer.subscription.deleted': 'deleted',
}

/** Null where it cannot be read. */
export function readableSubscription(value: unknown): Subscription | null {
  try {
    return parseSubscription(value)
  } catch (error) {
    if (error instanceof z.ZodError) return null
    throw error
  }
}

function isSame(a: Subscription, b: Subscription): boolean {
  return (
    a.raw_status === b.raw_status &&
    a.paused === b.paused &&
    a.amount_minor === b.amount_minor &&
    a.interval_unit === b.interval_unit &&
    a.interval_count === b.interval_count &&
    priceKey(a.price) === priceKey(b.price) &&
    a.ends_at?.getTime() === b.ends_at?.getTime()
  )
}
