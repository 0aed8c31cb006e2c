import { type Currency, stepOf } from '../../platform/money/currency.ts'
import type { Money } from '../../platform/money/money.ts'
import { inCurrency, type Offers } from './offers.ts'

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

/** The table that the form shows. Throws for a currency in which nothing is offered. */
export function cardFees(offers: Offers, currency: Currency): readonly CardFee[] {
  const fixed = { minor: inCurrency(offers, currency).card_fee_minor, currency }
  return shares.map((share) => ({ ...share, fixed }))
}

/**
 * The sum of which at least `base` is left after the dearest domestic card's fee:
 * (base + fixed) / (1 − share), rounded up to the currency's step. Contract: `cover_fees`.
 */
export function withFeesCovered(offers: Offers, base: Money): Money {
  const sums = cardFees(offers, base.currency)
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
