// What an income is, as finance.md 1.3 and contract.md list it. The order is the one of the pages.

/** Readers' money through Stripe; every row of Stripe's is one or the other, or not yet known. */
export const stripeClasses = ['membership', 'gift'] as const

/** Whether a product's name is that of a class, where finance declares for all of its payments. */
export function isStripeClass(name: string): boolean {
  return stripeClasses.some((known) => known === name)
}

/** Income entered by finance that stands in the denominator; `reader` in the numerator too. */
export const shareClasses = [
  'reader',
  'advertising',
  'sponsorship',
  'foundation',
  'government',
  'corporate',
  'events',
  'syndication',
  'commerce',
  'interest',
  'owner',
  'tax_relief',
  'other',
] as const

/** What is sold, in INN’s words earned revenue. */
export const earnedClasses = [
  'advertising',
  'sponsorship',
  'events',
  'syndication',
  'commerce',
] as const

/** Money that comes in but is nobody's support: capital, kind, assets, taxes, other people's money. */
export const outsideClasses = [
  'loan',
  'equity',
  'in_kind',
  'asset_sale',
  'tax_refund',
  'pass_through',
] as const

export const incomeClasses = [...shareClasses, ...outsideClasses] as const
export type ShareClass = (typeof shareClasses)[number]

/** How readers' money comes in outside Stripe. */
export const channels = [
  'bank',
  'paypal',
  'patreon',
  'app_store',
  'cheque',
  'cash',
  'other',
] as const
