import type { Config } from '../../config.ts'
import { isStripeClass } from '../../ledger/classes.ts'
import type { Reader } from '../../platform/database/connection.ts'
import type { Day } from '../../platform/day.ts'
import { type Declaration, declarations } from '../settings/declaration.ts'
import { type ProductTerms, productSetting } from '../settings/product.ts'

/** What a product's payments are from a day on; the product is an id of Stripe's or a class. */
export type EarningRule = Readonly<{
  product: string
  from: Day | null
  treatment: ProductTerms['treatment']
  fair_value_minor: bigint | null
  /** Of how many months the fair value is; null: of the time paid for. */
  per_months: number | null
  currency: string | null
}>

/**
 * How payments are earned: the rules, the one that counts first, and the zone that days are told in.
 * `version` changes when the same payments are earned otherwise.
 */
export type Earning = Readonly<{ version: string; rules: readonly EarningRule[]; zone: string }>

type Books = Pick<Config, 'reportingTimezone' | 'reportingCurrency'>

/** Null until finance has said of any product what it is: then every payment is a contribution. */
export async function declaredEarning(
  reader: Reader,
  { reportingTimezone: zone, reportingCurrency }: Books,
): Promise<Earning | null> {
  const declared = await declarations(reader, productSetting)
  if (declared.length === 0) return null
  const rules = declared
    .map((declaration) => ruleOf(declaration, reportingCurrency))
    // a product of Stripe’s before its class, each newest first
    .sort((a, b) => Number(isStripeClass(a.product)) - Number(isStripeClass(b.product)))
  return { version: String(declared.length), rules, zone }
}

/** Whether anything is ever deferred. */
export function defers(earning: Earning | null): earning is Earning {
  return earning?.rules.some(({ treatment }) => treatment !== 'contribution') ?? false
}

function ruleOf(
  { key: product, from, terms }: Declaration<ProductTerms>,
  booksCurrency: string,
): EarningRule {
  const { treatment } = terms
  if (treatment !== 'split') {
    return { product, from, treatment, fair_value_minor: null, per_months: null, currency: null }
  }
  const { fair_value_minor, per = 'payment', currency = booksCurrency } = terms
  return { product, from, treatment, fair_value_minor, per_months: months[per], currency }
}

const months = { payment: null, month: 1, year: 12 } as const
