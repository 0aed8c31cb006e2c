import { checkCurrent, type Named, type Offer, offered } from '../flows/redemption.ts'
import { reductions } from '../money/reduction.ts'
import type { Coupon } from '../objects/coupon.ts'
import { mark } from '../objects/objects.ts'
import type { PromotionCode } from '../objects/promotion-code.ts'
import { type CheckoutSession, totalsOf } from '../objects/session.ts'
import type { Unit } from '../unit.ts'
import { shown } from '../validate/currency.ts'
import { invalidRequest } from '../wire/error.ts'
import { checkSum } from './total.ts'

/**
 * The session less what its coupon or code takes off; it counts as redeemed when the session is
 * paid. `param` is who named it.
 * @throws StripeError 404 for an unknown one, 400 for one that does not fit the session
 */
export async function discounted(
  unit: Unit,
  session: CheckoutSession,
  asked: Named,
  param: string,
): Promise<CheckoutSession> {
  const { coupon, code } = await offered(unit, asked, param)
  await checkOffer(unit, session, { coupon, code }, param)
  const items = reducedItems(session, coupon)
  const result: CheckoutSession = {
    ...session,
    ...totalsOf(items),
    discounts: [{ coupon: code ? null : coupon.id, promotion_code: code?.id ?? null }],
    _order: { ...session._order, items },
    _discount: { duration: coupon.duration, duration_in_months: coupon.duration_in_months },
  }
  checkSum(unit, result)
  return result
}

/** The code that a payer typed. @throws StripeError 400 in words for the payer */
export async function withTypedCode(
  unit: Unit,
  session: CheckoutSession,
  typed: string,
): Promise<CheckoutSession> {
  const all = [mark('code', typed.trim().toUpperCase()), 'active:true']
  const [code] = await unit.list('promotion_code', { all, limit: 1 })
  if (!session.allow_promotion_codes || !code) throw refused('This code is invalid.')
  return discounted(unit, session, { promotion_code: code.id }, PARAM)
}

/** @throws StripeError 400 where what took something off has run out meanwhile */
export async function checkStillOffered(unit: Unit, session: CheckoutSession): Promise<void> {
  for (const offer of session.discounts ?? []) {
    await checkOffer(unit, session, await offered(unit, offer), PARAM)
  }
}

const PARAM = 'promotion_code'

function refused(message: string, param = PARAM) {
  return invalidRequest(message, { param })
}

async function checkOffer(unit: Unit, session: CheckoutSession, offer: Offer, param: string) {
  checkCurrent(unit, offer, { currency: session.currency ?? '', param })
  if (offer.code) await checkRestrictions(unit, session, offer.code, param)
}

async function checkRestrictions(
  unit: Unit,
  session: CheckoutSession,
  { customer, restrictions }: PromotionCode,
  param: string,
): Promise<void> {
  if (customer !== null && customer !== session.customer) {
    throw refused('This code is for another customer.', param)
  }
  const least = leastOf(restrictions, session.currency ?? '')
  if (least === undefined) throw refused('This code is for another currency.', param)
  if ((session.amount_subtotal ?? 0) < least) {
    const amount = shown({ amount: least, currency: session.currency ?? 'eur' })
    throw refused(`This code is for payments of at least ${amount}.`, param)
  }
  if (restrictions.first_time_transaction && (await hasPaid(unit, session.customer))) {
    throw refused('This code is for first-time customers.', param)
  }
}

/** The least payment, in this currency; undefined where it is given in others only. */
function leastOf(restrictions: PromotionCode['restrictions'], currency: string) {
  const { minimum_amount, minimum_amount_currency, currency_options } = restrictions
  if (minimum_amount === null || minimum_amount_currency === currency) return minimum_amount ?? 0
  return currency_options?.[currency]?.minimum_amount
}

async function hasPaid(unit: Unit, customer: string | null): Promise<boolean> {
  if (customer === null) return false
  const charges = await unit.list('charge', { all: [`customer:${customer}`], limit: 100 })
  return charges.some(({ paid }) => paid)
}

function reducedItems({ _order, currency }: CheckoutSession, coupon: Coupon) {
  const lines = _order.items.map(({ amount_subtotal: amount, price }) => {
    return { amount, product: price.product }
  })
  const taken = reductions(lines, coupon, currency ?? '')
  return _order.items.map((item, index) => {
    const amount_discount = taken[index] ?? 0
    return { ...item, amount_discount, amount_total: item.amount_subtotal - amount_discount }
  })
}
