import type Stripe from 'stripe'
import type { Metadata, Stored, With } from './stored.ts'

/** Since clover a code names its coupon in `promotion`. */
export type PromotionCode = With<
  Stored<Stripe.PromotionCode>,
  { promotion: { type: 'coupon'; coupon: string } }
>
export type Restrictions = PromotionCode['restrictions']

export function promotionCodeObject(facts: {
  id: string
  created: number
  code: string
  coupon: string
  active: boolean
  customer: string | null
  expires_at: number | null
  max_redemptions: number | null
  restrictions: Restrictions
  metadata: Metadata
}): PromotionCode {
  return {
    id: facts.id,
    object: 'promotion_code',
    active: facts.active,
    code: facts.code,
    created: facts.created,
    customer: facts.customer,
    customer_account: null,
    expires_at: facts.expires_at,
    livemode: false,
    max_redemptions: facts.max_redemptions,
    metadata: facts.metadata,
    promotion: { type: 'coupon', coupon: facts.coupon },
    restrictions: facts.restrictions,
    times_redeemed: 0,
  }
}
