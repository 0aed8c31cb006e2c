import Fraction from 'fraction.js'
import { wholeOf } from '../platform/money/rounding.ts'

/** Part of a whole with six decimals as text, from the exact fraction, half away from zero. */
export function ratio(part: bigint, whole: bigint): string {
  return sixDecimals(new Fraction(part, whole))
}

/** A quotient as a whole number (of minor units), half away from zero. Throws for 0 as the whole. */
export function rounded(part: bigint, whole: bigint): bigint {
  return wholeOf(new Fraction(part, whole))
}

const millionths = 1_000_000n

/** The exact fraction as text. */
export function sixDecimals(exact: Fraction): string {
  const shown = wholeOf(exact.abs().mul(millionths))
  const digits = String(shown).padStart(7, '0')
  const sign = exact.s < 0n && shown > 0n ? '-' : ''
  return `${sign}${digits.slice(0, -6)}.${digits.slice(-6)}`
}
