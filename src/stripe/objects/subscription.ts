import * as z from 'zod'
import { type Frequency, frequencyOf } from '../../members/frequency.ts'
import type { Price } from '../../members/price.ts'
import type { SubscriptionStatus } from '../../platform/database/member-tables.ts'
import {
  currency,
  instant,
  type Labels,
  labels,
  listOf,
  orNull,
  reference,
  text,
} from './fields.ts'
import { pricedItem, priceOf, pricing, unitAmount } from './subscription-price.ts'

/** A subscription as members need it. Amount: minor units of all items for one interval. */
export type Subscription = Readonly<{
  id: string
  customer: string
  status: SubscriptionStatus
  raw_status: string
  paused: boolean
  started_at: Date
  period_end: Date | null
  ends_at: Date | null
  ended_at: Date | null
  end_reason: string | null
  end_feedback: string | null
  pause_reason: string | null
  resumes_at: Date | null
  trial_ends_at: Date | null
  unpaid_since: Date | null
  amount_minor: bigint
  currency: string
  frequency: Frequency
  interval_unit: string
  interval_count: number
  price: Price
  labels: Labels
}>

const known = [
  ...(['active', 'trialing', 'past_due', 'unpaid', 'paused'] as const),
  ...(['incomplete', 'incomplete_expired', 'canceled'] as const),
] as const

const item = pricedItem.extend({
  current_period_start: orNull(instant),
  current_period_end: orNull(instant),
})
type Item = z.output<typeof item>
const paused = z.object({ subscription: orNull(z.object({ type: orNull(text) })) })

const cancellation = z.object({
  reason: orNull(text),
  feedback: orNull(text),
  comment: orNull(text),
})

const shape = pricing.extend({
  object: z.literal('subscription'),
  id: text,
  customer: reference,
  status: text,
  currency: currency,
  created: instant,
  start_date: orNull(instant),
  current_period_start: orNull(instant),
  current_period_end: orNull(instant),
  cancel_at: orNull(instant),
  cancel_at_period_end: orNull(z.boolean()),
  canceled_at: orNull(instant),
  ended_at: orNull(instant),
  trial_end: orNull(instant),
  pause_collection: orNull(z.object({ behavior: orNull(text), resumes_at: orNull(instant) })),
  status_details: orNull(z.object({ paused: orNull(paused) })),
  cancellation_details: orNull(cancellation),
  items: listOf(item),
  plan: item.shape.plan,
  quantity: orNull(z.int()),
  metadata: labels,
})
type Raw = z.output<typeof shape>

/**
 * Both shapes of the period (on the items since 2025-03-31, on top before) and of the price (price,
 * plan). A status that we do not know is `unknown`, its own word kept. Throws when it is none.
 */
export function parseSubscription(value: unknown): Subscription {
  const raw = shape.parse(value)
  const status = known.find((word) => word === raw.status) ?? 'unknown'
  const items = raw.items.length > 0 ? raw.items : [onTop(raw)]
  const [first] = items
  const period_end = first?.current_period_end ?? raw.current_period_end
  const cadence = first?.price?.recurring ?? first?.plan ?? { interval: 'month', interval_count: 1 }
  const over = status === 'canceled' || status === 'incomplete_expired'
  const late = status === 'past_due' || status === 'unpaid'
  return {
    id: raw.id,
    customer: raw.customer,
    status,
    raw_status: raw.status,
    paused: raw.pause_collection !== null,
    started_at: raw.start_date ?? raw.created,
    period_end,
    // flexible billing sets `cancel_at` alone (domain/stripe.md 1.3)
    ends_at: over ? null : (raw.cancel_at ?? (raw.cancel_at_period_end ? period_end : null)),
    ended_at: raw.ended_at ?? (over ? (raw.canceled_at ?? raw.created) : null),
    end_reason: endReasonOf(raw.cancellation_details),
    end_feedback: raw.cancellation_details?.feedback ?? null,
    pause_reason: pauseReasonOf(raw),
    resumes_at: raw.pause_collection?.resumes_at ?? null,
    trial_ends_at: raw.trial_end,
    unpaid_since: late ? (first?.current_period_start ?? raw.current_period_start) : null,
    amount_minor: items.reduce((sum, each) => sum + amountOf(each), 0n),
    currency: raw.currency,
    frequency: frequencyOf(cadence.interval, cadence.interval_count),
    interval_unit: cadence.interval,
    interval_count: cadence.interval_count,
    price: priceOf(raw, items),
    labels: raw.metadata,
  }
}

/** What we say when we end a membership that stayed unpaid; Stripe takes a reason from nobody. */
export const graceOver = 'Ended by Mainstay: not paid within the days of grace.'

function endReasonOf(told: z.output<typeof cancellation> | null): string | null {
  return told?.comment === graceOver ? 'payment_failed' : (told?.reason ?? null)
}

/** The only item of an old one, which stood on the subscription itself. */
function onTop({ plan, quantity, current_period_start, current_period_end }: Raw): Item {
  const period = { current_period_start, current_period_end }
  return { plan, price: null, quantity, discounts: [], tax_rates: null, ...period }
}

/** Why its status is paused, else what becomes of its invoices while they are not collected. */
function pauseReasonOf({ status, status_details, pause_collection }: Raw): string | null {
  const reason = status_details?.paused?.subscription?.type ?? null
  return status === 'paused' ? reason : (pause_collection?.behavior ?? null)
}

/** Of a price below the minor unit the nearest minor unit is shown. */
function amountOf(item: Item): bigint {
  return BigInt(Math.round(Number(unitAmount(item)))) * BigInt(item.quantity ?? 1)
}
