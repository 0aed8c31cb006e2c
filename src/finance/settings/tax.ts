import Fraction from 'fraction.js'
import * as z from 'zod'
import { type Day, dayText } from '../../platform/day.ts'
import type { Setting } from './declaration.ts'
import { settingKey } from './terms.ts'

/**
 * How payments are taxed. `included`: the amount holds tax at `rate` (of the net: 0.20 for 20 %);
 * `none`: outside of tax. Of one product (an id of Stripe's, or the class `membership` or `gift`), in
 * one country of the payer, or of all where these are not said.
 */
export type Tax = Readonly<{
  rate: Fraction
  regime: 'included' | 'none'
  product?: string | undefined
  country?: string | undefined
  from?: Day | undefined
}>

const rate = z
  .string('A rate is text, as in "0.20" for 20 %.')
  .regex(/^[01](\.\d{1,6})?$/, 'A rate is written as "0.20" for 20 %, with at most six decimals.')
  .transform((text) => new Fraction(text))
  .refine((value) => value.compare(1) <= 0, 'A rate of more than 1 (100 %) is a slip.')

export const taxSetting: Setting<Tax> = {
  kind: 'tax',
  changesBooks: true,
  firstDay: ({ from }) => from ?? null,
  terms: z
    .strictObject({
      rate: rate.optional(),
      regime: z.enum(['included', 'none']),
      product: settingKey.optional(),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/, 'A country is two capital letters, like DE.')
        .optional(),
      from: dayText.optional(),
    })
    .refine(({ rate: said, regime }) => said !== undefined || regime === 'none', {
      path: ['rate'],
      message: 'Say at which rate tax is included, as in "0.20".',
    })
    .transform(({ rate: said, ...tax }) => ({ ...tax, rate: said ?? new Fraction(0) })),
}

/** Declarations for the same payments follow one another; for others they stand beside them. */
export function taxKey({ product, country }: Pick<Tax, 'product' | 'country'>): string {
  return JSON.stringify([product ?? null, country ?? null])
}
