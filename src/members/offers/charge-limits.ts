import { type Currency, decimalsOf } from '../../platform/money/currency.ts'

/**
 * What Stripe charges at all, in minor units (domain/stripe.md 4.5): its own least sums, where it has
 * one (others are judged once settled), and eight digits save in a few currencies.
 */
export function chargeLimits(currency: Currency): Readonly<{ least: bigint; most: bigint }> {
  const least = leastCharges[currency] ?? 10 ** decimalsOf(currency) / 2
  return { least: BigInt(Math.ceil(least)), most: 10n ** BigInt(digits[currency] ?? 8) - 1n }
}

const leastCharges: Readonly<Record<string, number>> = {
  ...{ USD: 50, AED: 200, AUD: 50, BGN: 100, BRL: 50, CAD: 50, CHF: 50, CZK: 1500, DKK: 250 },
  ...{ EUR: 50, GBP: 30, HKD: 400, HUF: 17_500, INR: 50, JPY: 50, MXN: 1000, MYR: 200, NOK: 300 },
  ...{ NZD: 50, PLN: 200, RON: 200, SEK: 300, SGD: 50, THB: 1000 },
}
const digits: Readonly<Record<string, number>> = {
  ...{ COP: 10, HUF: 10, IDR: 12, INR: 9, JPY: 10, LBP: 12 },
}
