import type Stripe from 'stripe'
import type { Price } from './price.ts'
import type { Metadata, Stored, With } from './stored.ts'
import { periodOf, type Subscription } from './subscription.ts'

type Item = { price: Price; quantity: number; metadata: Metadata }
export type Phase = With<
  Stripe.SubscriptionSchedule.Phase,
  {
    items: ReturnType<typeof phaseItem>[]
    default_payment_method: string | null
    on_behalf_of: null
  }
>
/** `_prices` are those that its phases name. */
export type SubscriptionSchedule = With<
  Stored<Stripe.SubscriptionSchedule>,
  { customer: string; subscription: string | null; phases: Phase[]; _prices: Price[] }
>

/** A plan for a subscription; its first phase is the period that runs. */
export function scheduleObject(facts: {
  id: string
  created: number
  subscription: Subscription
  end_behavior: Stripe.SubscriptionSchedule.EndBehavior
  metadata: Metadata
}): SubscriptionSchedule {
  const { subscription } = facts
  const { start: start_date, end: end_date } = periodOf(subscription)
  const { description, default_payment_method, invoice_settings } = subscription
  return {
    id: facts.id,
    object: 'subscription_schedule',
    application: null,
    billing_mode: subscription.billing_mode,
    canceled_at: null,
    completed_at: null,
    created: facts.created,
    current_phase: { start_date, end_date },
    customer: subscription.customer,
    customer_account: null,
    default_settings: {
      application_fee_percent: null,
      automatic_tax: { disabled_reason: null, enabled: false, liability: null },
      billing_cycle_anchor: 'automatic',
      billing_thresholds: null,
      collection_method: 'charge_automatically',
      default_payment_method,
      description,
      invoice_settings: { ...invoice_settings, days_until_due: null },
      on_behalf_of: null,
      transfer_data: null,
    },
    end_behavior: facts.end_behavior,
    livemode: false,
    metadata: facts.metadata,
    pause_schedules: [],
    phases: [phaseObject({ ...itemsNow(subscription), start_date, end_date })],
    released_at: null,
    released_subscription: null,
    status: 'active',
    subscription: subscription.id,
    test_clock: subscription.test_clock,
    _prices: subscription.items.data.map(({ price }) => price),
  }
}

function itemsNow({ items, currency, metadata }: Subscription) {
  const now = items.data.map(({ price, quantity }) => ({
    price,
    quantity: quantity ?? 1,
    metadata: {},
  }))
  return { items: now, currency, metadata, proration_behavior: 'create_prorations' as const }
}

/** What holds from `start_date` to `end_date`, seconds. */
export function phaseObject(facts: {
  items: Item[]
  currency: string
  metadata: Metadata
  proration_behavior: Stripe.SubscriptionSchedule.Phase.ProrationBehavior
  start_date: number
  end_date: number
}): Phase {
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: null,
    billing_thresholds: null,
    collection_method: null,
    currency: facts.currency,
    default_payment_method: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    end_date: facts.end_date,
    invoice_settings: null,
    items: facts.items.map(phaseItem),
    metadata: facts.metadata,
    on_behalf_of: null,
    proration_behavior: facts.proration_behavior,
    start_date: facts.start_date,
    transfer_data: null,
    trial_end: null,
  }
}

function phaseItem({ price, quantity, metadata }: Item) {
  return {
    ...{ billing_thresholds: null, discounts: [], metadata, plan: price.id, price: price.id },
    ...{ quantity, tax_rates: [] },
  }
}
