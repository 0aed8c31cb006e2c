/** Decimals of the currencies that have not two (domain/stripe.md 4.5; ISK and UGX are sent with two). */
const decimals: Record<string, number> = Object.fromEntries([
  ...'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ').map((c) => [c, 0]),
  ...'bhd jod kwd omr tnd'.split(' ').map((c) => [c, 3]),
])

/**
 * Units of a currency for one euro, as text so that they are exact. A fixed table: the sandbox's
 * rates never move. A currency that is not in it counts as one for one.
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
  uah: '45',
  usd: '1.08',
}

/** A fraction of whole numbers, the denominator positive. */
type Fraction = readonly [numerator: bigint, denominator: bigint]

/** An amount in another currency, minor units, rounded half away from zero once. */
export function exchanged(amount: number, from: string, to: string): number {
  const [numerator, denominator] = rateOf(from, to)
  return Number(divided(BigInt(amount) * numerator, denominator))
}

/** Minor units of `to` for one minor unit of `from`, as Stripe prints it; null for one currency. */
export function exchangeRate(from: string, to: string): number | null {
  if (from === to) return null
  const [numerator, denominator] = rateOf(from, to)
  return Number(divided(numerator * 1_000_000n, denominator)) / 1_000_000
}

/** A sum as a report writes it, `-12.50`: minor units by the currency's decimals. */
export function majorUnits(amount: number, currency: string): string {
  const places = decimals[currency] ?? 2
  const digits = String(Math.abs(amount)).padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const fraction = places === 0 ? '' : `.${digits.slice(-places)}`
  return `${amount < 0 ? '-' : ''}${whole}${fraction}`
}

/** `part` hundredths of a per cent of an amount, half away from zero. */
export function basisPoints(amount: number, part: bigint): number {
  return Number(divided(BigInt(amount) * part, 10_000n))
}

function rateOf(from: string, to: string): Fraction {
  const [fromUp, fromDown] = minorPerEuro(from)
  const [toUp, toDown] = minorPerEuro(to)
  return [toUp * fromDown, toDown * fromUp]
}

function minorPerEuro(currency: string): Fraction {
  const [whole = '1', fraction = ''] = (perEuro[currency] ?? '1').split('.')
  const scale = 10n ** BigInt(decimals[currency] ?? 2)
  return [BigInt(whole + fraction) * scale, 10n ** BigInt(fraction.length)]
}

function divided(numerator: bigint, denominator: bigint): bigint {
  const sign = numerator < 0n ? -1n : 1n
  return (sign * (2n * sign * numerator + denominator)) / (2n * denominator)
}
