import { type Currency, currencyOf, decimalsOf } from '../../platform/money/currency.ts'
import type { Money } from '../../platform/money/money.ts'

export const frequencies = ['once', 'monthly', 'yearly'] as const
export type Frequency = (typeof frequencies)[number]

/** What a reader may give in one currency and rhythm; both limits are allowed themselves. */
export type Offer = Readonly<{
  frequency: Frequency
  presets: readonly Money[]
  /** The one that the form begins with. */
  suggested: Money
  least: Money
  most: Money
}>

/** Whole units of the currency. Only this table decides what may be given. */
type Row = Readonly<{ least: number; most: number } & Record<Frequency, readonly number[]>>
const usual = { least: 1, most: 20_000 }

/**
 * Limits are 1 to 20,000 unless Stripe charges no such small sum in that currency, or in what it is
 * worth once settled (UAH): domain/stripe.md 4.5.
 */
const table = {
  EUR: { ...usual, once: [10, 25, 50, 100], monthly: [5, 10, 20, 40], yearly: [50, 100, 150, 250] },
  USD: { ...usual, once: [10, 25, 50, 100], monthly: [5, 10, 20, 40], yearly: [50, 100, 150, 250] },
  GBP: { ...usual, once: [10, 20, 50, 100], monthly: [5, 10, 20, 35], yearly: [50, 100, 150, 250] },
  UAH: {
    ...{ least: 50, most: 20_000 },
    ...{ once: [200, 500, 1000, 2500], monthly: [100, 200, 500, 1000] },
    yearly: [1000, 2000, 5000, 10_000],
  },
  JPY: {
    ...{ least: 100, most: 2_000_000 },
    ...{ once: [1000, 3000, 5000, 10_000], monthly: [500, 1000, 2000, 5000] },
    yearly: [5000, 10_000, 20_000, 30_000],
  },
  CHF: { ...usual, once: [10, 25, 50, 100], monthly: [5, 10, 20, 40], yearly: [50, 100, 150, 250] },
  PLN: {
    ...{ least: 5, most: 20_000 },
    ...{ once: [40, 100, 200, 400], monthly: [20, 40, 80, 150], yearly: [200, 400, 600, 1000] },
  },
  SEK: {
    ...{ least: 10, most: 20_000 },
    ...{ once: [100, 250, 500, 1000], monthly: [50, 100, 200, 400] },
    yearly: [500, 1000, 1500, 2500],
  },
  KWD: { ...usual, once: [3, 8, 15, 30], monthly: [2, 3, 6, 12], yearly: [15, 30, 45, 80] },
} as const satisfies Readonly<Record<string, Row>>

const rows: Readonly<Record<string, Row>> = table

export const offeredCurrencies: readonly Currency[] = Object.keys(table).flatMap(
  (code) => currencyOf(code) ?? [],
)

/** The currency, when it is one that a reader may give in. */
export function offeredCurrency(code: string): Currency | null {
  const currency = currencyOf(code)
  return currency !== null && offeredCurrencies.includes(currency) ? currency : null
}

/** Throws for a currency that `offeredCurrency` has not passed. */
export function offerOf(currency: Currency, frequency: Frequency): Offer {
  const row = rows[currency]
  if (row === undefined) throw new TypeError(`nothing is offered in ${currency}`)
  const presets = row[frequency].map((whole) => money(whole, currency))
  const [first, second = first] = presets
  if (second === undefined) throw new TypeError(`${currency} has no ${frequency} presets`)
  const [least, most] = [money(row.least, currency), money(row.most, currency)]
  return { frequency, presets, suggested: second, least, most }
}

export function isAllowed({ minor }: Money, { least, most }: Offer): boolean {
  return minor >= least.minor && minor <= most.minor
}

function money(whole: number, currency: Currency): Money {
  return { minor: BigInt(whole) * 10n ** BigInt(decimalsOf(currency)), currency }
}
