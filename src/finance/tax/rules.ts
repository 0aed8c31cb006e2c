import Fraction from 'fraction.js'
import { isStripeClass } from '../../ledger/classes.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { onceInSnapshot } from '../../platform/database/snapshot.ts'
import type { Day } from '../../platform/day.ts'
import { declarations } from '../settings/declaration.ts'
import { taxSetting } from '../settings/tax.ts'

/**
 * One declaration as payments are judged by it: of this product or class, from this country, from this
 * day on; null is any. `rate` is 0 where the payments are outside of tax.
 */
export type TaxRule = Readonly<{
  product: string | null
  country: string | null
  from: Day | null
  rate: Fraction
}>

/** All rules, the one that counts first; `version` changes when the same payments hold other tax. */
export type Taxes = Readonly<{ version: string; rules: readonly TaxRule[] }>

export const noTaxes: Taxes = { version: '0', rules: [] }

/**
 * What finance has declared. The narrower rule counts: of a product of Stripe's before one of its class,
 * of a class before any, of a country before any; of rules for the same the newest that has begun.
 */
export const declaredTaxes = onceInSnapshot(
  async (reader: Reader): Promise<Taxes> => {
    const declared = await declarations(reader, taxSetting)
    const rules = declared
      .map(({ from, terms: { product = null, country = null, rate } }) => ({
        ...{ product, country, from, rate },
      }))
      .sort((a, b) => narrowness(b) - narrowness(a))
    return { version: String(declared.length), rules }
  },
  () => 'all',
)

function narrowness({ product, country }: TaxRule): number {
  const byProduct = product === null ? 0 : isStripeClass(product) ? 2 : 4
  return byProduct + (country === null ? 0 : 1)
}

/** A payment, or a price, as rules look at it. */
export type Taxable = Readonly<{
  product: string | null
  class: string | null
  country: string | null
  day: Day
}>

/** The rate of tax in a payment, of its net: 1/5 for 20 %. 0 until one is declared. */
export function taxRate({ rules }: Taxes, of: Taxable): Fraction {
  return rules.find((rule) => reaches(rule, of))?.rate ?? new Fraction(0)
}

function reaches({ product, country, from }: TaxRule, of: Taxable): boolean {
  return (
    (product === null || product === of.product || product === of.class) &&
    (country === null || country === of.country) &&
    (from === null || from <= of.day)
  )
}
