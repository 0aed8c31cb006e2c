import Fraction from 'fraction.js'

/** Exact amounts by currency, minor units a year; one that is nothing is left out. */
export type Amounts = ReadonlyMap<string, Fraction>

export const nothing: Amounts = new Map()

export function sumOf(all: Iterable<Amounts>): Amounts {
  const sums = new Map<string, Fraction>()
  for (const amounts of all) {
    for (const [currency, amount] of amounts) {
      sums.set(currency, (sums.get(currency) ?? new Fraction(0)).add(amount))
    }
  }
  return new Map([...sums].filter(([, amount]) => amount.n !== 0n))
}

/** From `before` to `after`; negative where it fell. */
export function difference(before: Amounts, after: Amounts): Amounts {
  return sumOf([after, negated(before)])
}

export function negated(amounts: Amounts): Amounts {
  return new Map([...amounts].map(([currency, amount]) => [currency, amount.neg()]))
}
