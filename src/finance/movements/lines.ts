import Fraction from 'fraction.js'
import type { Day } from '../../platform/day.ts'
import type { Line } from '../persons/line.ts'
import { type Amounts, sumOf } from './amounts.ts'
import type { Totals } from './series.ts'

/**
 * Exact amounts as lines of whole numbers: the key names the currency and what the value is divided by,
 * `EUR/1`, and after a space what else tells the line apart.
 */
export function amountLines(measure: string, at: Day, amounts: Amounts, more = ''): Line[] {
  return [...amounts].map(([currency, { s, n, d }]) => {
    const key = `${currency}/${d}${more && ` ${more}`}`
    return { measure, at, key, value: s * n }
  })
}

/** What such lines come to: whole numbers first, since there are many lines and few divisors. */
export function amountsIn(lines: Totals): Amounts {
  const sums = new Map<string, bigint>()
  for (const { key, value } of lines) {
    const [divided = ''] = key.split(' ', 1)
    sums.set(divided, (sums.get(divided) ?? 0n) + value)
  }
  return sumOf([...sums].map(([divided, value]) => amountOf(divided, value)))
}

/** What follows the currency in a line's key. */
export function moreOf({ key }: Pick<Line, 'key'>): string {
  const space = key.indexOf(' ')
  return space < 0 ? '' : key.slice(space + 1)
}

function amountOf(divided: string, value: bigint): Amounts {
  const [currency = '', divisor = '1'] = divided.split('/')
  return new Map([[currency, new Fraction(value, BigInt(divisor))]])
}
