import * as z from 'zod'
import { invalidRequest, parameterMissing } from '../wire/error.ts'
import { checkPrice } from './price.ts'

const lineItem = z.looseObject({
  price: z.string().optional(),
  price_data: z.record(z.string(), z.unknown()).optional(),
  quantity: z.number().optional(),
})
type LineItem = z.infer<typeof lineItem>

/** One line as far as the params say it; null where a catalogue price holds the rest. */
type Line = { currency: string; amount: number; recurring: boolean } | null

/**
 * The lines of a session, refused when they do not fit its mode or each other. Currency and total
 * (minor units) are undefined while a line names a price of the catalogue.
 * @throws StripeError 400 naming the line.
 */
export function checkLineItems(
  mode: 'payment' | 'subscription',
  items: Record<string, unknown>[],
): { currency: string | undefined; total: number | undefined } {
  const lines = items.map((item, index) => lineOf(lineItem.parse(item), `line_items[${index}]`))
  if (lines.length > 100) throw invalidRequest('You can pass at most 100 line items.')
  const known = lines.filter((line) => line !== null)
  const currencies = new Set(known.map(({ currency }) => currency))
  if (currencies.size > 1) {
    const message = 'All prices on a Checkout session must have the same currency.'
    throw invalidRequest(message, { param: 'line_items' })
  }
  const whole = known.length === lines.length
  if (whole) {
    checkRecurring(
      mode,
      known.map(({ recurring }) => recurring),
    )
  }
  const [currency] = currencies
  return { currency, total: whole ? known.reduce((sum, { amount }) => sum + amount, 0) : undefined }
}

/**
 * Whether the prices fit the mode; also for lines that name prices of the catalogue.
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

function lineOf({ price, price_data, quantity }: LineItem, path: string): Line {
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
  if (price !== undefined) return null
  if (!price_data) throw parameterMissing(`${path}[price_data]`)
  const checked = checkPrice(price_data, `${path}[price_data]`)
  const unit = checked.unit_amount ?? Math.round(Number(checked.unit_amount_decimal))
  const currency = (checked.currency ?? '').toLowerCase()
  return { currency, amount: unit * quantity, recurring: checked.recurring !== undefined }
}
