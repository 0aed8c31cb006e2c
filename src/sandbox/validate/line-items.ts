import * as z from 'zod'
import { invalidRequest, parameterMissing } from '../wire/error.ts'
import { checkPrice } from './price.ts'

const lineItem = z.looseObject({
  price: z.string().optional(),
  price_data: z.record(z.string(), z.unknown()).optional(),
  quantity: z.number().optional(),
})
type LineItem = z.infer<typeof lineItem>

/**
 * The lines of a session, refused when they are none or do not fit each other.
 * @returns their currency, undefined while all of them name prices of the catalogue
 * @throws StripeError 400 naming the line.
 */
export function checkLineItems(items: Record<string, unknown>[]): string | undefined {
  const named = items.map((item, index) => currencyOf(lineItem.parse(item), `line_items[${index}]`))
  if (named.length > 100) throw invalidRequest('You can pass at most 100 line items.')
  const currencies = new Set(named.filter((currency) => currency !== undefined))
  if (currencies.size > 1) {
    const message = 'All prices on a Checkout session must have the same currency.'
    throw invalidRequest(message, { param: 'line_items' })
  }
  const [currency] = currencies
  return currency
}

/**
 * Whether the prices of a session, once looked up, fit its mode.
 * @throws StripeError 400
 */
export function checkRecurring(mode: 'payment' | 'subscription', recurring: boolean[]): void {
  if (mode === 'payment' && recurring.some(Boolean)) {
    throw invalidRequest(
      'You specified `payment` mode but passed a recurring price. Either switch to ' +
        '`subscription` mode or use only one-time prices.',
      { param: 'mode' },
    )
  }
  if (mode === 'subscription' && !recurring.some(Boolean)) {
    throw invalidRequest(
      'You must provide at least one recurring price in `subscription` mode when using prices.',
      { param: 'line_items' },
    )
  }
}

function currencyOf({ price, price_data, quantity }: LineItem, path: string): string | undefined {
  if (price !== undefined && price_data !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: price, price_data.', {
      code: 'parameters_exclusive',
      param: `${path}[price_data]`,
    })
  }
  if (quantity === undefined) throw parameterMissing(`${path}[quantity]`)
  if (quantity < 1) {
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: `${path}[quantity]`,
    })
  }
  if (price !== undefined) return undefined
  if (!price_data) throw parameterMissing(`${path}[price_data]`)
  return checkPrice(price_data, `${path}[price_data]`).currency?.toLowerCase()
}
