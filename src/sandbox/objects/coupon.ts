import type Stripe from 'stripe'
import type { Metadata, Stored, With } from './stored.ts'

/**
 * `_amounts` is what an amount coupon takes off, by currency; `_products` the only ones it counts
 * for. A deleted one stays for the discounts that were made of it.
 */
export type Coupon = With<
  Stored<Stripe.Coupon>,
  { _amounts: Record<string, number>; _products: string[] | null; _deleted: boolean }
>

export function couponObject(facts: {
  id: string
  created: number
  name: string | null
  off: { percent: number } | { amount: number; currency: string }
  amounts: Record<string, number>
  products: string[] | null
  duration: Stripe.Coupon.Duration
  months: number | null
  max_redemptions: number | null
  redeem_by: number | null
  metadata: Metadata
}): Coupon {
  const { off } = facts
  return {
    id: facts.id,
    object: 'coupon',
    amount_off: 'amount' in off ? off.amount : null,
    created: facts.created,
    currency: 'amount' in off ? off.currency : null,
    duration: facts.duration,
    duration_in_months: facts.months,
    livemode: false,
    max_redemptions: facts.max_redemptions,
    metadata: facts.metadata,
    name: facts.name,
    percent_off: 'percent' in off ? off.percent : null,
    redeem_by: facts.redeem_by,
    times_redeemed: 0,
    valid: true,
    _amounts: 'amount' in off ? { ...facts.amounts, [off.currency]: off.amount } : {},
    _products: facts.products,
    _deleted: false,
  }
}

/** Whether a coupon or a code can be redeemed once more. */
export function isRedeemable(
  redeemed: { times_redeemed: number; max_redemptions: number | null },
  until: number | null,
  now: number,
): boolean {
  const { times_redeemed, max_redemptions } = redeemed
  const isLeft = max_redemptions === null || times_redeemed < max_redemptions
  return isLeft && (until === null || until > now)
}
