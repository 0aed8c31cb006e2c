import type Stripe from 'stripe'
import type { Coupon } from './coupon.ts'
import type { Stored, With } from './stored.ts'

/** A coupon at work. Since clover it is named in `source`. */
export type Discount = With<Stored<Stripe.Discount>, { source: { type: 'coupon'; coupon: string } }>

/** A discount as a subscription carries it: what it takes off, until when, and how often still. */
export type Reduction = Readonly<{
  discount: string
  coupon: Coupon
  end: number | null
  /** One that counts `once` has counted. */
  isSpent: boolean
}>

export function discountObject(facts: {
  id: string
  start: number
  end: number | null
  coupon: string
  promotion_code: string | null
  customer: string | null
  checkout_session: string | null
  subscription: string | null
}): Discount {
  return {
    id: facts.id,
    object: 'discount',
    checkout_session: facts.checkout_session,
    customer: facts.customer,
    customer_account: null,
    end: facts.end,
    invoice: null,
    invoice_item: null,
    promotion_code: facts.promotion_code,
    source: { type: 'coupon', coupon: facts.coupon },
    start: facts.start,
    subscription: facts.subscription,
    subscription_item: null,
  }
}
