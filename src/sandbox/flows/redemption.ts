import { type Coupon, isRedeemable } from '../objects/coupon.ts'
import { discountObject, type Reduction } from '../objects/discount.ts'
import type { PromotionCode } from '../objects/promotion-code.ts'
import type { Subscription } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest, resourceMissing } from '../wire/error.ts'
import { periodEnd } from './interval.ts'
import { invalidate } from './lapse.ts'

/** What is named as taking something off: a coupon by itself, or a code of one. */
export type Named = {
  coupon?: string | null | undefined
  promotion_code?: string | null | undefined
}
export type Offer = { coupon: Coupon; code: PromotionCode | null }

/** @throws StripeError 404 for an unknown one; `param` is who named it */
export async function offered(unit: Unit, named: Named, param = 'discounts'): Promise<Offer> {
  const { coupon: id, promotion_code: codeId } = named
  const code = codeId ? await unit.need('promotion_code', codeId, param) : null
  const coupon = await unit.need('coupon', code?.promotion.coupon ?? id ?? '', param)
  if (coupon._deleted && !code) throw resourceMissing('coupon', coupon.id, param)
  return { coupon, code }
}

/** @throws StripeError 400 where it has run out, or is for other money */
export function checkCurrent(
  unit: Unit,
  { coupon, code }: Offer,
  { currency, param }: { currency: string; param: string },
): void {
  const word = code ? 'code' : 'coupon'
  const isCurrent = !code || (code.active && isRedeemable(code, code.expires_at, unit.now))
  if (!coupon.valid || !isCurrent) {
    throw invalidRequest(`This ${word} has expired.`, { param })
  }
  if (coupon.percent_off === null && coupon._amounts[currency] === undefined) {
    throw invalidRequest(`This ${word} is not for payments in ${currency}.`, { param })
  }
}

/** Counts it as redeemed once more; the last time it is over. */
export async function redeem(unit: Unit, { coupon, code }: Offer): Promise<void> {
  if (code) {
    const counted = { ...code, times_redeemed: code.times_redeemed + 1 }
    const active = isRedeemable(counted, code.expires_at, unit.now)
    unit.put<'promotion_code'>({ ...counted, active })
  }
  const counted = { ...coupon, times_redeemed: coupon.times_redeemed + 1 }
  unit.put<'coupon'>(counted)
  if (!isRedeemable(counted, coupon.redeem_by, unit.now)) await invalidate(unit, coupon.id)
}

type Target = { customer: string; subscription: string | null; session: string | null }

/** The offer at work from now on, for as long as its coupon says. */
export function reductionOf(unit: Unit, { coupon, code }: Offer, target: Target): Reduction {
  const { customer, subscription, session: checkout_session } = target
  const discount = discountObject({
    ...{ id: unit.id('di'), start: unit.now, end: endOf(coupon, unit.now), coupon: coupon.id },
    ...{ promotion_code: code?.id ?? null, checkout_session, customer, subscription },
  })
  unit.put<'discount'>(discount)
  return { discount: discount.id, coupon, end: discount.end, isSpent: false }
}

function endOf({ duration, duration_in_months }: Coupon, start: number): number | null {
  if (duration !== 'repeating' || duration_in_months === null) return null
  return periodEnd(start, start, { interval: 'month', interval_count: duration_in_months })
}

/**
 * The discounts that a subscription is to have instead: those of its own that are named stay, the
 * others are new; `''` leaves none.
 * @throws StripeError 404, 400 naming the param
 */
export async function withDiscounts(
  unit: Unit,
  subscription: Pick<Subscription, 'id' | 'customer' | 'currency' | '_reductions'>,
  asked: '' | (Named & { discount?: string | undefined })[],
): Promise<Pick<Subscription, 'discounts' | '_reductions'>> {
  const { id, customer, currency, _reductions: own = [] } = subscription
  const found: Reduction[] = []
  for (const [index, named] of (asked === '' ? [] : asked).entries()) {
    const param = `discounts[${index}]`
    const kept = own.find(({ discount }) => discount === named.discount)
    if (named.discount !== undefined && !kept) {
      throw resourceMissing('discount', named.discount, `${param}[discount]`)
    }
    const offer = kept ? null : await offered(unit, named, param)
    if (offer) {
      checkCurrent(unit, offer, { currency, param })
      await redeem(unit, offer)
    }
    const target = { customer, subscription: id, session: null }
    const made = offer ? reductionOf(unit, offer, target) : kept
    if (made) found.push(made)
  }
  return { discounts: found.map(({ discount }) => discount), _reductions: found }
}
