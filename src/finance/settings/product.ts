import * as z from 'zod'
import { type Day, dayText } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import type { Setting } from './declaration.ts'
import { minorOrNothing, ofCurrency } from './terms.ts'

/**
 * What a product is (finance.md 1.8): a gift without benefits, income when it is received; an exchange,
 * earned day by day over what was paid for; or split, where the benefits are worth
 * `fair_value_minor` (without tax, in minor units of `currency`, the books' where undefined) `per` month
 * or year of the time paid for, or whatever that is (undefined: `payment`), and the rest is a gift.
 */
export type ProductTerms = Readonly<
  { from?: Day | undefined } & (
    | { treatment: 'contribution' | 'exchange' }
    | ({ treatment: 'split'; fair_value_minor: bigint } & {
        per?: 'payment' | 'month' | 'year' | undefined
        currency?: Currency | undefined
      })
  )
>

const from = dayText.optional()

export const productSetting: Setting<ProductTerms> = {
  kind: 'product',
  changesBooks: true,
  firstDay: ({ from: day }) => day ?? null,
  terms: z.discriminatedUnion('treatment', [
    z.strictObject({ treatment: z.enum(['contribution', 'exchange']), from }),
    z.strictObject({
      treatment: z.literal('split'),
      fair_value_minor: minorOrNothing,
      per: z.enum(['payment', 'month', 'year']).optional(),
      currency: ofCurrency,
      from,
    }),
  ]),
}
