import type Stripe from 'stripe'
import * as z from 'zod'
import { type Phase, phaseOf } from '../../members/phase.ts'
import type { SubscriptionStatus } from '../../platform/database/member-tables.ts'
import { type Currency, currencyOf } from '../../platform/money/currency.ts'
import type { Money } from '../../platform/money/money.ts'
import { refusalIn } from '../calls/refusal.ts'
import { instant, listOf, orNull, reference, text } from '../objects/fields.ts'
import { parseSubscription } from '../objects/subscription.ts'

export type Frequency = 'monthly' | 'yearly'

/** A membership as Stripe tells of it at this moment: all that an act is decided by. */
export type Held = Readonly<{
  id: string
  customer: string
  status: SubscriptionStatus
  phase: Phase
  /** What is paid each time. */
  amount: Money
  frequency: Frequency | 'other'
  /** The one thing that is paid for; null where there are several, which no act of ours changes. */
  item: Readonly<{ id: string; product: string; unit: string; count: number }> | null
  /** What days of the month and the year renewals are counted from. */
  anchor: Date
  periodEnd: Date | null
  endsAt: Date | null
  /** An end that is a date of its own, and not that of the period. */
  endsOnDate: boolean
  paused: boolean
  resumesAt: Date | null
  endedAt: Date | null
  /** What it is paid by, where it has a way of its own. */
  method: string | null
  metadata: Readonly<Record<string, string>>
}>

export type ReadHeld =
  | Readonly<{ kind: 'held'; held: Held }>
  | Readonly<{ kind: 'not_found' }>
  | Readonly<{ kind: 'away'; reason: string }>

/** Somebody waits: 5 s, and once more. */
export const patience = { timeout: 5000, maxNetworkRetries: 1 }

type Client = Pick<Stripe, 'subscriptions'>

/** Asks Stripe itself, past everything that we know. */
export async function readHeld(stripe: Client, id: string): Promise<ReadHeld> {
  try {
    const expand = ['discounts.source.coupon']
    const held = heldIn(await stripe.subscriptions.retrieve(id, { expand }, patience))
    return held === null ? { kind: 'away', reason: 'no subscription' } : { kind: 'held', held }
  } catch (error) {
    const { status, reason } = refusalIn(error)
    return status === 404 ? { kind: 'not_found' } : { kind: 'away', reason }
  }
}

const item = z.object({
  id: text,
  quantity: orNull(z.int()),
  price: z.object({
    product: reference,
    recurring: z.object({ interval: text, interval_count: z.int() }),
  }),
})
const shape = z.object({
  object: z.literal('subscription'),
  billing_cycle_anchor: instant,
  cancel_at_period_end: orNull(z.boolean()),
  default_payment_method: orNull(reference),
  items: listOf(item),
  metadata: z.record(z.string(), text),
})

/** Null when it is no subscription, or in a currency that is none: a stand-in's mistake. */
export function heldIn(object: unknown): Held | null {
  const read = shape.safeParse(object)
  if (!read.success) return null
  const told = parseSubscription(object)
  const currency = currencyOf(told.currency)
  if (currency === null) return null
  return heldOf(told, read.data, currency)
}

function heldOf(
  told: ReturnType<typeof parseSubscription>,
  { items, ...raw }: z.output<typeof shape>,
  currency: Currency,
): Held {
  const [first] = items
  return {
    ...{ id: told.id, customer: told.customer, status: told.status, phase: phaseOf(told) },
    amount: { minor: told.amount_minor, currency },
    frequency: told.frequency,
    item: first && items.length === 1 ? itemOf(first) : null,
    anchor: raw.billing_cycle_anchor,
    periodEnd: told.period_end,
    endsAt: told.ends_at,
    endsOnDate: told.ends_at !== null && raw.cancel_at_period_end !== true,
    paused: told.paused || told.status === 'paused',
    resumesAt: told.resumes_at,
    endedAt: told.ended_at,
    method: raw.default_payment_method,
    metadata: raw.metadata,
  }
}

function itemOf({ id, price: { product, recurring } }: z.output<typeof item>): Held['item'] {
  return { id, product, unit: recurring.interval, count: recurring.interval_count }
}

/** What a form was filled in by: when it no longer fits, what the form promised may not come true. */
export function markOf({ status, amount, frequency, periodEnd, endsAt, resumesAt, ...held }: Held) {
  const seconds = (at: Date | null) => (at === null ? '' : String(at.getTime() / 1000))
  const facts = [status, held.paused ? 'paused' : '', amount.minor, amount.currency, frequency]
  return [...facts, ...[periodEnd, endsAt, resumesAt].map(seconds)].join('.')
}
