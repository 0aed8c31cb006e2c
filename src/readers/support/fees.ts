import { type Currency, stepOf } from '../../platform/money/currency.ts'
import type { Money } from '../../platform/money/money.ts'

/** What Stripe keeps of a card payment: hundredths of a percent, and a fixed part in minor units. */
export type CardFee = Readonly<{
  card: 'standard' | 'premium' | 'abroad'
  domestic: boolean
  basisPoints: bigint
  fixed: Money
}>

/** Stripe's European list, 2026: of the two domestic rows the dearer one is what a reader covers. */
const shares = [
  { card: 'standard', domestic: true, basisPoints: 150n },
  { card: 'premium', domestic: true, basisPoints: 190n },
  { card: 'abroad', domestic: false, basisPoints: 325n },
] as const

/** €0.25 in the currency of the card, rounded up to what Stripe can charge. */
const fixedMinor: Readonly<Record<string, bigint>> = {
  ...{ EUR: 25n, USD: 30n, GBP: 20n, UAH: 1200n, JPY: 45n },
  ...{ CHF: 30n, PLN: 100n, SEK: 180n, KWD: 80n },
}

/** The table that the form shows. Throws for a currency in which nothing is offered. */
export function cardFees(currency: Currency): readonly CardFee[] {
  const minor = fixedMinor[currency]
  if (minor === undefined) throw new TypeError(`no card fee is known in ${currency}`)
  return shares.map((share) => ({ ...share, fixed: { minor, currency } }))
}

/**
 * The sum of which at least `base` is left after the dearest domestic card's fee:
 * (base + fixed) / (1 − share), rounded up to the currency's step. Contract: `cover_fees`.
 */
export function withFeesCovered(base: Money): Money {
  const sums = cardFees(base.currency)
    .filter(({ domestic }) => domestic)
    .map((fee) => grossedUp(base, fee))
  return sums.reduce((most, sum) => (sum.minor > most.minor ? sum : most), base)
}

function grossedUp({ minor, currency }: Money, { basisPoints, fixed }: CardFee): Money {
  const exact = ceilDivided((minor + fixed.minor) * 10_000n, 10_000n - basisPoints)
  const step = stepOf(currency)
  return { minor: ceilDivided(exact, step) * step, currency }
}

function ceilDivided(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b
}
