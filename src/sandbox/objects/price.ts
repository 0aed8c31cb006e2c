import type Stripe from 'stripe'
import type { Metadata, Stored } from './stored.ts'

export type Price = Stored<Stripe.Price>
export type Plan = Stored<Stripe.Plan>
export type Recurring = Pick<Stripe.Price.Recurring, 'interval' | 'interval_count'>

type PriceFacts = {
  id: string
  created: number
  product: string
  currency: string
  unit_amount: number
  recurring: Recurring | null
  active: boolean
  lookup_key?: string | null
  nickname?: string | null
  metadata?: Metadata
}

/** A price per unit; one made inline for a session is inactive, as Stripe's are. */
export function priceObject(facts: PriceFacts): Price {
  return {
    id: facts.id,
    object: 'price',
    active: facts.active,
    billing_scheme: 'per_unit',
    created: facts.created,
    currency: facts.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: facts.lookup_key ?? null,
    metadata: facts.metadata ?? {},
    nickname: facts.nickname ?? null,
    product: facts.product,
    recurring: facts.recurring && {
      ...facts.recurring,
      meter: null,
      trial_period_days: null,
      usage_type: 'licensed',
    },
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: facts.recurring ? 'recurring' : 'one_time',
    unit_amount: facts.unit_amount,
    unit_amount_decimal: String(facts.unit_amount),
  }
}

/** The older twin of a recurring price, which subscription items still carry. */
export function planObject(price: Price): Plan {
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? 'month',
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  }
}
