import * as z from 'zod'
import { invalidRequest, parameterMissing } from '../wire/error.ts'

const offers = z.array(z.looseObject({ coupon: z.string(), promotion_code: z.string() }).partial())

/**
 * What is to take something off: one thing, named once.
 * @throws StripeError 400 naming the param
 */
export function checkDiscounts(given: unknown): void {
  const [offer, second] = offers.parse(given)
  if (second) {
    const message = 'You can apply at most one discount to a Checkout Session.'
    throw invalidRequest(message, { param: 'discounts' })
  }
  if (!offer) return
  if (offer.coupon !== undefined && offer.promotion_code !== undefined) {
    const message = 'You may only specify one of these parameters: coupon, promotion_code.'
    const param = 'discounts[0][promotion_code]'
    throw invalidRequest(message, { code: 'parameters_exclusive', param })
  }
  if (offer.coupon === undefined && offer.promotion_code === undefined) {
    throw parameterMissing('discounts[0][coupon]')
  }
}
