import Fraction from 'fraction.js'
import * as z from 'zod'
import { wholeOf } from '../platform/money/rounding.ts'

/** One priced part. `amount_minor`: for all of its quantity and one interval, decimal text. */
const item = z.object({
  amount_minor: z.string(),
  /** Intervals a year, as a fraction: `12`, `365/2`; `0` of what is metered or paid once. */
  per_year: z.string(),
  /** Percent of tax that the amount holds; null where Stripe's object does not say that. */
  inclusive_tax: z.string().nullable(),
  product: z.string().nullable(),
  discounts: z.array(z.string()),
})

/** What a discount takes off, and until when; `products`: of which alone, null is all. */
const terms = z.object({
  id: z.string(),
  percent_off: z.string().nullable(),
  amount_off_minor: z.string().nullable(),
  duration: z.string(),
  products: z.array(z.string()).nullable(),
  ends_at: z.iso.datetime().nullable(),
  /** The day of the books that `ends_at` falls on; null until it is recorded. */
  end_day: z.string().nullable(),
})

/**
 * What a subscription is priced at, as it is kept beside each of its changes. Stripe's events name a
 * discount by its id alone; `terms` are those of them that were shown in full.
 */
export const price = z.object({
  items: z.array(item),
  discounts: z.array(z.string()),
  terms: z.array(terms),
})
export type Price = z.output<typeof price>
export type PricedItem = Price['items'][number]
export type DiscountTerms = Price['terms'][number]

/** Everything but what discounts mean: of two prices with one key only knowledge of those differs. */
export function priceKey({ items, discounts }: Price): string {
  return JSON.stringify([items, discounts])
}

/** The rate of tax in a price of a product, of its net. */
export type DeclaredTax = (product: string | null) => Fraction

const intervals: Readonly<Record<string, number>> = { day: 365, week: 52, month: 12, year: 1 }

/** How many intervals a year has (finance.md 1.5), as `per_year` says it. */
export function perYear(interval: string, count: number): string {
  return new Fraction(intervals[interval] ?? 0).div(Math.max(count, 1)).toFraction()
}

/**
 * Minor units a year at an instant, without tax, exactly: amount × intervals a year, less discounts
 * that last for ever or run still; `once` does not lower it (finance.md 1.5). An amount off, which
 * Stripe takes off a bill, is spread over its items as they stand to each other. Of an amount that
 * holds tax the net is one interval's, rounded once (1.1); where Stripe does not say, it holds what is
 * declared for its product.
 */
export function yearlyWorth(
  { items, discounts, terms }: Price,
  at: Date,
  declaredTax: DeclaredTax,
): Fraction {
  const running = terms.filter((each) => isRunning(each, at))
  const named = (ids: readonly string[]) =>
    ids.flatMap((id) => running.filter((each) => each.id === id))
  const own = items.map((each) =>
    named(each.discounts).reduce(reduced, [{ item: each, left: new Fraction(each.amount_minor) }]),
  )
  return named(discounts)
    .reduce(reduced, own.flat())
    .reduce((sum, part) => sum.add(netOf(part, declaredTax).mul(part.item.per_year)), zero)
}

/** When discounts that run at an instant end by themselves, the first one first. */
export function discountEnds({ terms }: Price, after: Date): { at: Date; day: string }[] {
  return terms
    .filter((each) => isRunning(each, after))
    .flatMap(({ ends_at, end_day }) =>
      ends_at === null || end_day === null ? [] : [{ at: new Date(ends_at), day: end_day }],
    )
    .sort((a, b) => a.at.getTime() - b.at.getTime())
}

const zero = new Fraction(0)
const one = new Fraction(1)

function isRunning({ duration, ends_at }: DiscountTerms, at: Date): boolean {
  if (duration === 'once') return false
  return ends_at === null || at.getTime() < Date.parse(ends_at)
}

type Part = Readonly<{ item: PricedItem; left: Fraction }>

function reduced(parts: readonly Part[], terms: DiscountTerms): Part[] {
  const isMeant = ({ item: { product } }: Part) =>
    terms.products === null || (product !== null && terms.products.includes(product))
  const sum = parts.filter(isMeant).reduce((all, { left }) => all.add(left), zero)
  const kept = sum.compare(zero) > 0 ? keptOf(terms, sum) : one
  return parts.map((part) => (isMeant(part) ? { ...part, left: part.left.mul(kept) } : part))
}

/** Which part of an amount stays. */
function keptOf({ percent_off, amount_off_minor }: DiscountTerms, sum: Fraction): Fraction {
  const off =
    percent_off !== null ? new Fraction(percent_off).div(100) : sharedOff(amount_off_minor, sum)
  return off.compare(one) > 0 ? zero : one.sub(off)
}

function sharedOff(amount_off_minor: string | null, sum: Fraction): Fraction {
  return new Fraction(amount_off_minor ?? 0).div(sum)
}

function netOf(
  { item: { inclusive_tax, product }, left }: Part,
  declaredTax: DeclaredTax,
): Fraction {
  const rate = inclusive_tax === null ? declaredTax(product) : new Fraction(inclusive_tax).div(100)
  return rate.n === 0n ? left : new Fraction(wholeOf(left.div(one.add(rate))))
}
