import { decimalsOf, stepOf } from './units.ts'

/**
 * Units of a currency for one euro, as text so that they are exact. A currency that is not in the
 * table counts as one for one.
 */
const perEuro: Record<string, string> = {
  aud: '1.65',
  bgn: '1.95583',
  cad: '1.5',
  chf: '0.95',
  czk: '25',
  dkk: '7.46',
  eur: '1',
  gbp: '0.85',
  huf: '395',
  isk: '150',
  jpy: '165',
  kwd: '0.33',
  nok: '11.5',
  pln: '4.3',
  ron: '5',
  sek: '11.2',
  twd: '35',
  uah: '45',
  usd: '1.08',
}

/** A fraction of whole numbers, the denominator positive. */
type Fraction = readonly [numerator: bigint, denominator: bigint]

/** What a currency is worth against the table, in millionths. */
export type Rates = (currency: string) => bigint
const PAR = 1_000_000n
/** The table itself, whatever the day. */
export const tableRates: Rates = () => PAR

/**
 * An amount in another currency: minor units, rounded half away from zero, once, to what can move
 * of that currency.
 */
export function exchanged(amount: number, from: string, to: string, rates = tableRates): number {
  const [numerator, denominator] = rateOf(from, to, rates)
  return rounded(BigInt(amount) * numerator, denominator, to)
}

/** Minor units of `to` for one minor unit of `from`, as Stripe prints it; null for one currency. */
export function exchangeRate(from: string, to: string, rates = tableRates): number | null {
  if (from === to) return null
  const [numerator, denominator] = rateOf(from, to, rates)
  return Number(divided(numerator * PAR, denominator)) / Number(PAR)
}

/** `part` hundredths of a per cent of an amount of this currency, half away from zero. */
export function basisPoints(amount: number, part: bigint, currency: string): number {
  return rounded(BigInt(amount) * part, 10_000n, currency)
}

function rateOf(from: string, to: string, rates: Rates): Fraction {
  if (from === to) return [1n, 1n]
  const [fromUp, fromDown] = minorPerEuro(from)
  const [toUp, toDown] = minorPerEuro(to)
  return [toUp * fromDown * rates(to), toDown * fromUp * rates(from)]
}

function minorPerEuro(currency: string): Fraction {
  const [whole = '1', fraction = ''] = (perEuro[currency] ?? '1').split('.')
  const scale = 10n ** BigInt(decimalsOf(currency))
  return [BigInt(whole + fraction) * scale, 10n ** BigInt(fraction.length)]
}

function rounded(numerator: bigint, denominator: bigint, currency: string): number {
  const step = BigInt(stepOf(currency))
  return Number(divided(numerator, denominator * step) * step)
}

function divided(numerator: bigint, denominator: bigint): bigint {
  const sign = numerator < 0n ? -1n : 1n
  return (sign * (2n * sign * numerator + denominator)) / (2n * denominator)
}
