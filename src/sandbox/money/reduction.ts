import type { Coupon } from '../objects/coupon.ts'
import { basisPoints } from './exchange.ts'

/** What a coupon may be taken from: minor units of the line, and whose price it is. */
export type Reducible = { amount: number; product: string }

/**
 * What a coupon takes off each line, minor units, never more than the line. A percentage is
 * rounded by line, half away from zero; an amount is shared out by the lines' sizes, exactly.
 */
export function reductions(lines: Reducible[], coupon: Coupon, currency: string): number[] {
  const bases = lines.map(({ amount, product }) =>
    amount > 0 && (coupon._products?.includes(product) ?? true) ? amount : 0,
  )
  if (coupon.percent_off === null) return shares(bases, coupon._amounts[currency] ?? 0)
  const part = BigInt(Math.round(coupon.percent_off * 100))
  return bases.map((base) => basisPoints(base, part, currency))
}

function shares(bases: number[], off: number): number[] {
  const whole = bases.reduce((sum, base) => sum + base, 0)
  const taken = Math.min(off, whole)
  if (taken === 0) return bases.map(() => 0)
  // by the sum so far, so that rounding never adds up
  let before = 0
  let given = 0
  return bases.map((base) => {
    before += base
    const until = Number((BigInt(taken) * BigInt(before)) / BigInt(whole))
    const share = until - given
    given = until
    return share
  })
}
