import type Fraction from 'fraction.js'

/** An exact amount as a whole one, half away from zero: the one rounding of a figure (finance.md 1.1). */
export function wholeOf({ s, n, d }: Fraction): bigint {
  return s * ((2n * n + d) / (2n * d))
}
