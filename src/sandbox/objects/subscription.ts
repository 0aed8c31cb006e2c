import type Stripe from 'stripe'
import type { Reduction } from './discount.ts'
import { type Plan, type Price, planObject } from './price.ts'
import { type List, type Metadata, type Stored, type With, wholeList } from './stored.ts'

export type SubscriptionItem = With<Stored<Stripe.SubscriptionItem>, { price: Price; plan: Plan }>

/**
 * `_reductions` are its discounts with what they take off, `_items` the invoice items that its next
 * invoice takes along, `_waits` a change that takes effect once an invoice is paid. Without any
 * there may be none.
 */
export type Subscription = With<
  Stored<Stripe.Subscription>,
  {
    items: List<SubscriptionItem>
    discounts: string[]
    pending_update: PendingUpdate | null
    schedule: string | null
    _reductions?: Reduction[]
    _items?: string[]
    _waits?: Waiting | null
  }
>

type PendingUpdate = With<
  Stripe.Subscription.PendingUpdate,
  { subscription_items: SubscriptionItem[] | null }
>

/** A plan change, or the return from a pause, that holds when `invoice` is paid. */
export type Waiting = {
  for: 'update' | 'resumption'
  invoice: string
  /** Whether an attempt is enough, so that a failed one leaves the subscription past due. */
  onAttempt: boolean
  change: Pick<Subscription, 'items' | 'billing_cycle_anchor'>
}

export type Period = { start: number; end: number }

/** A subscription that runs. Checkout makes them after the first payment only, never incomplete. */
export function subscriptionObject(facts: {
  id: string
  created: number
  customer: string
  method: string | null
  description: string | null
  metadata: Metadata
  items: SubscriptionItem[]
}): Subscription {
  return {
    id: facts.id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: facts.created,
    billing_cycle_anchor_config: null,
    billing_mode: {
      type: 'flexible',
      flexible: { proration_discounts: 'included' },
      updated_at: facts.created,
    },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: facts.created,
    currency: facts.items[0]?.price.currency ?? '',
    customer: facts.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: facts.method,
    default_source: null,
    default_tax_rates: [],
    description: facts.description,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: wholeList(`/v1/subscription_items?subscription=${facts.id}`, facts.items),
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: facts.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: facts.created,
    status: 'active',
    test_clock: null,
    transfer_data: null,
    trial_end: null,
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' },
    },
    trial_start: null,
  }
}

export function subscriptionItemObject(facts: {
  id: string
  created: number
  subscription: string
  price: Price
  quantity: number
  period: Period
  metadata?: Metadata
}): SubscriptionItem {
  return {
    id: facts.id,
    object: 'subscription_item',
    billing_thresholds: null,
    created: facts.created,
    current_period_end: facts.period.end,
    current_period_start: facts.period.start,
    current_trial: null,
    discounts: [],
    metadata: facts.metadata ?? {},
    plan: planObject(facts.price),
    price: facts.price,
    quantity: facts.quantity,
    subscription: facts.subscription,
    tax_rates: [],
  }
}

/** The period that is running, by the first item: the sandbox keeps them all in step. */
export function periodOf(subscription: Subscription): Period {
  const [item] = subscription.items.data
  return {
    start: item?.current_period_start ?? subscription.start_date,
    end: item?.current_period_end ?? subscription.start_date,
  }
}

/** The same subscription with all its items in another period. */
export function itemsIn(subscription: Subscription, { start, end }: Period) {
  const data = subscription.items.data.map((item) => ({
    ...item,
    current_period_start: start,
    current_period_end: end,
  }))
  return { ...subscription.items, data }
}

export function hasEnded({ status }: Subscription): boolean {
  return status === 'canceled' || status === 'incomplete_expired'
}
