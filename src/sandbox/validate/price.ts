import * as z from 'zod'
import { invalidRequest, parameterMissing, unsupportedValue } from '../wire/error.ts'
import { checkCurrency, checkUnitAmount } from './currency.ts'

/** What `POST /v1/prices` and the `price_data` of a line have in common. */
const priceParams = z.looseObject({
  currency: z.string().optional(),
  unit_amount: z.number().optional(),
  unit_amount_decimal: z.string().optional(),
  product: z.string().optional(),
  recurring: z.object({ interval: z.string() }).optional(),
})
export type PriceParams = z.infer<typeof priceParams>

/** @throws StripeError 400 when a price says its amount or product twice, or not at all. */
export function checkPrice(params: Record<string, unknown>, path = ''): PriceParams {
  const price = priceParams.parse(params)
  const at = (name: string) => (path === '' ? name : `${path}[${name}]`)
  if (price.currency === undefined) throw parameterMissing(at('currency'))
  checkCurrency(price.currency, at('currency'))
  onlyOne(price, ['unit_amount', 'unit_amount_decimal', 'custom_unit_amount'], at)
  onlyOne(price, ['product', 'product_data'], at)
  if (price.custom_unit_amount !== undefined && price.recurring) {
    const message = '`custom_unit_amount` can only be used with one-time prices.'
    throw invalidRequest(message, { param: at('custom_unit_amount') })
  }
  if (price.custom_unit_amount !== undefined) {
    throw unsupportedValue(at('custom_unit_amount'), 'enabled')
  }
  const { unit_amount: amount, currency } = price
  if (amount !== undefined) {
    checkUnitAmount({ amount, currency: currency.toLowerCase() }, at('unit_amount'))
  }
  return price
}

function onlyOne(price: PriceParams, names: string[], at: (name: string) => string): void {
  const given = names.filter((name) => price[name] !== undefined)
  const [first = ''] = names
  if (given.length === 0 && price.billing_scheme !== 'tiered') throw parameterMissing(at(first))
  const [, second] = given
  if (second === undefined) return
  const message = `You may only specify one of these parameters: ${given.join(', ')}.`
  throw invalidRequest(message, { code: 'parameters_exclusive', param: at(second) })
}
