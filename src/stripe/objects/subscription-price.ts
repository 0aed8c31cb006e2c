import * as z from 'zod'
import { type DiscountTerms, type Price, type PricedItem, perYear } from '../../members/price.ts'
import { instant, minor, orNull, reference, text } from './fields.ts'

const recurring = z.object({
  interval: text,
  interval_count: z.int(),
  usage_type: orNull(text),
})
const decimal = orNull(z.coerce.string())
const taxRate = z.object({
  inclusive: z.boolean(),
  percentage: orNull(z.number()),
  effective_percentage: orNull(z.number()),
})
const coupon = z.object({
  id: orNull(text),
  percent_off: orNull(z.number()),
  amount_off: orNull(minor),
  duration: orNull(text),
  applies_to: orNull(z.object({ products: z.array(text) })),
})
/** The coupon stood on the discount before 2025-09-30, and in its `source` since; of 2020 it has no id. */
const discount = z.object({
  id: orNull(text),
  end: orNull(instant),
  coupon: orNull(z.union([text, coupon])),
  source: orNull(z.object({ coupon: orNull(z.union([text, coupon])) })),
})
const discounts = z
  .array(z.union([text, discount]))
  .nullish()
  .transform((list) => list ?? [])

/** An item as it is priced. Both shapes: of a price, and of the plan that it was before. */
export const pricedItem = z.object({
  quantity: orNull(z.int()),
  price: orNull(
    z.object({
      unit_amount: orNull(minor),
      unit_amount_decimal: decimal,
      recurring: orNull(recurring),
      product: orNull(reference),
      tax_behavior: orNull(text),
    }),
  ),
  plan: orNull(
    recurring.extend({
      amount: orNull(minor),
      amount_decimal: decimal,
      product: orNull(reference),
    }),
  ),
  discounts,
  tax_rates: orNull(z.array(taxRate)),
})
export const pricing = z.object({
  /** Before 2023 there was one at most. */
  discount: orNull(discount),
  discounts,
  default_tax_rates: orNull(z.array(taxRate)),
  automatic_tax: orNull(z.object({ enabled: z.boolean() })),
})
type Pricing = z.output<typeof pricing>
type Item = z.output<typeof pricedItem>
type Told = z.output<typeof discounts>[number]

/** What a subscription is priced at; of discounts that came as ids alone the terms are left out. */
export function priceOf(raw: Pricing, items: readonly Item[]): Price {
  const { discounts, discount } = raw
  const whole = discounts.length > 0 || discount === null ? discounts : [discount]
  const shown = [...whole, ...items.flatMap((item) => item.discounts)]
  return {
    items: items.map((item) => itemOf(item, raw)),
    discounts: whole.map(idOf),
    terms: shown.flatMap(termsOf),
  }
}

/** Whether it has discounts that were not shown in full. */
export function namesUnshownDiscounts({ items, discounts, terms }: Price): boolean {
  const shown = new Set(terms.map(({ id }) => id))
  const named = [...discounts, ...items.flatMap((item) => item.discounts)]
  return named.some((id) => !shown.has(id))
}

/** Minor units of one, exactly: a price below the minor unit comes as decimal text alone. */
export function unitAmount({ price, plan }: Pick<Item, 'price' | 'plan'>): string {
  const whole = price?.unit_amount ?? plan?.amount ?? null
  const exact = price?.unit_amount_decimal ?? plan?.amount_decimal ?? null
  if (whole !== null) return String(whole)
  return exact !== null && /^-?\d+(\.\d+)?$/.test(exact) ? exact : '0'
}

function itemOf(item: Item, raw: Pricing): PricedItem {
  const rhythm = item.price ? item.price.recurring : item.plan
  const isCounted = rhythm !== null && rhythm.usage_type !== 'metered'
  return {
    amount_minor: times(unitAmount(item), item.quantity ?? 1),
    per_year: isCounted ? perYear(rhythm.interval, rhythm.interval_count) : '0',
    inclusive_tax: taxIn(item, raw),
    product: item.price?.product ?? item.plan?.product ?? null,
    discounts: item.discounts.map(idOf),
  }
}

/** A decimal text as many times, exactly: the digits are counted, not rounded. */
function times(amount: string, quantity: number): string {
  const [whole = '0', decimals = ''] = amount.split('.')
  const digits = String(BigInt(`${whole}${decimals}`) * BigInt(quantity))
  if (decimals === '') return digits
  const padded = digits.padStart(decimals.length + 1, '0')
  return `${padded.slice(0, -decimals.length)}.${padded.slice(-decimals.length)}`
}

/**
 * Percent of tax inside an item's amount, of several rates the sum, as each is on the same net; 0 where
 * tax comes on top. What Stripe works out itself stands on invoices alone, so that is not known here.
 */
function taxIn({ tax_rates, price }: Item, { default_tax_rates, automatic_tax }: Pricing) {
  const rates = tax_rates !== null && tax_rates.length > 0 ? tax_rates : (default_tax_rates ?? [])
  const isOnTop = automatic_tax?.enabled === true && price?.tax_behavior === 'exclusive'
  if (rates.length === 0) return isOnTop ? '0' : null
  const held = rates.filter(({ inclusive }) => inclusive)
  const percents = held.map((rate) => rate.effective_percentage ?? rate.percentage ?? 0)
  return String(percents.reduce((sum, each) => sum + each, 0))
}

function idOf(told: Told): string {
  if (typeof told === 'string') return told
  const means = couponOf(told)
  return told.id ?? (typeof means === 'string' ? means : means?.id) ?? ''
}

function couponOf({ source, coupon }: z.output<typeof discount>) {
  return source?.coupon ?? coupon
}

function termsOf(told: Told): DiscountTerms[] {
  if (typeof told === 'string') return []
  const means = couponOf(told)
  if (means === null || typeof means === 'string' || means.duration === null) return []
  return [
    {
      id: idOf(told),
      percent_off: means.percent_off === null ? null : String(means.percent_off),
      amount_off_minor: means.amount_off === null ? null : String(means.amount_off),
      duration: means.duration,
      products: means.applies_to?.products ?? null,
      ends_at: told.end?.toISOString() ?? null,
      end_day: null,
    },
  ]
}
