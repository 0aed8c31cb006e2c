import { change } from '../events/change.ts'
import { type Coupon, isRedeemable } from '../objects/coupon.ts'
import { discountObject, type Reduction } from '../objects/discount.ts'
import type { Payer } from '../objects/payment-method.ts'
import { type CheckoutSession, customerDetails } from '../objects/session.ts'
import type { Unit } from '../unit.ts'
import { periodEnd } from './interval.ts'
import { invalidate } from './lapse.ts'

/** Closes a session whose payer has done their part, and redeems what took something off it. */
export async function complete(
  unit: Unit,
  session: CheckoutSession,
  payer: Payer,
  outcome: Partial<CheckoutSession>,
): Promise<void> {
  await redeem(unit, session)
  const customer_details = customerDetails(payer)
  const done = { status: 'complete', url: null, customer_details, ...outcome } as const
  const completed = await change(unit, session, done)
  await unit.emit('checkout.session.completed', completed)
}

async function redeem(unit: Unit, session: CheckoutSession): Promise<void> {
  for (const offer of session.discounts ?? []) {
    const { coupon, code } = await offered(unit, offer)
    if (code) {
      const counted = { ...code, times_redeemed: code.times_redeemed + 1 }
      const active = isRedeemable(counted, code.expires_at, unit.now)
      unit.put<'promotion_code'>({ ...counted, active })
    }
    const counted = { ...coupon, times_redeemed: coupon.times_redeemed + 1 }
    unit.put<'coupon'>(counted)
    if (!isRedeemable(counted, coupon.redeem_by, unit.now)) await invalidate(unit, coupon.id)
  }
}

/** What is named as taking something off a session: a coupon by itself, or a code of one. */
export type Offered = {
  coupon?: string | null | undefined
  promotion_code?: string | null | undefined
}

/** @throws StripeError 404 for an unknown one; `param` is who named it */
export async function offered(unit: Unit, named: Offered, param = 'discounts') {
  const { coupon: id, promotion_code: codeId } = named
  const code = codeId ? await unit.need('promotion_code', codeId, param) : null
  const coupon = await unit.need('coupon', code?.promotion.coupon ?? id ?? '', param)
  return { coupon, code }
}

/** The session's discounts at work on what it began, for as long as their coupons say. */
export async function discountsOf(
  unit: Unit,
  session: CheckoutSession,
  by: { customer: string; subscription: { id: string } | null },
): Promise<Reduction[]> {
  const made: Reduction[] = []
  for (const offer of session.discounts ?? []) {
    const { coupon, code } = await offered(unit, offer)
    const discount = discountObject({
      ...{ id: unit.id('di'), start: unit.now, end: endOf(coupon, unit.now), coupon: coupon.id },
      ...{ promotion_code: code?.id ?? null, checkout_session: session.id },
      ...{ customer: by.customer, subscription: by.subscription?.id ?? null },
    })
    unit.put<'discount'>(discount)
    made.push({ discount: discount.id, coupon, end: discount.end, isSpent: false })
  }
  return made
}

function endOf({ duration, duration_in_months }: Coupon, start: number): number | null {
  if (duration !== 'repeating' || duration_in_months === null) return null
  return periodEnd(start, start, { interval: 'month', interval_count: duration_in_months })
}
