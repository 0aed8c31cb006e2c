import Fraction from 'fraction.js'

/** Part of a whole with six decimals as text, from the exact fraction, half away from zero. */
export function ratio(part: bigint, whole: bigint): string {
  return sixDecimals(new Fraction(part, whole))
}

const millionths = 1_000_000n

function sixDecimals({ s, n, d }: Fraction): string {
  const rounded = (2n * n * millionths + d) / (2n * d)
  const digits = String(rounded).padStart(7, '0')
  const sign = s < 0n && rounded > 0n ? '-' : ''
  return `${sign}${digits.slice(0, -6)}.${digits.slice(-6)}`
}
