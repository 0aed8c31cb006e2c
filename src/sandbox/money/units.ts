/** Decimals of the currencies that have not two (domain/stripe.md 4.5; ISK and UGX are sent with two). */
const decimals: Record<string, number> = Object.fromEntries([
  ...'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ').map((c) => [c, 0]),
  ...'bhd jod kwd omr tnd'.split(' ').map((c) => [c, 3]),
])
/** Sent with two decimals although nobody pays in hundredths. */
const inWholeUnits = new Set(['isk', 'ugx'])
/** Charged in hundredths, and paid out in whole units. */
const paidOutWhole = new Set(['huf', 'twd'])

/** How many minor units make one of the currency, as a power of ten. */
export function decimalsOf(currency: string): number {
  return decimals[currency] ?? 2
}

/** The least sum that can move, minor units: 100 of ISK, 10 of the currencies with three decimals. */
export function stepOf(currency: string): number {
  if (inWholeUnits.has(currency)) return 100
  return decimalsOf(currency) === 3 ? 10 : 1
}

/** What a payout is a multiple of, minor units. */
export function payoutStepOf(currency: string): number {
  return paidOutWhole.has(currency) ? 100 : stepOf(currency)
}

/** A sum as a report writes it, `-12.50`: minor units by the currency's decimals. */
export function majorUnits(amount: number, currency: string): string {
  const places = decimalsOf(currency)
  const digits = String(Math.abs(amount)).padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const fraction = places === 0 ? '' : `.${digits.slice(-places)}`
  return `${amount < 0 ? '-' : ''}${whole}${fraction}`
}
