import { type Currency, currencyOf, decimalsOf } from './currency.ts'

/** An exact amount. `minor` counts the smallest unit: 1050n is 10.50 EUR but 1,050 JPY. */
export type Money = Readonly<{ minor: bigint; currency: Currency }>

/** The amount in a row of the database. Throws where its currency is no code. */
export function moneyIn(row: Readonly<{ amount_minor: bigint; currency: string }>): Money {
  const currency = currencyOf(row.currency)
  if (currency === null) throw new TypeError(`${row.currency} is no currency`)
  return { minor: row.amount_minor, currency }
}

/** Minor units as a JSON number. Throws past 2^53, where a number would no longer be exact. */
export function minorJson(minor: bigint): number {
  const number = Number(minor)
  if (!Number.isSafeInteger(number)) throw new RangeError(`${minor} does not fit a JSON number`)
  return number
}

/** Minor units as plain decimals in the currency's own digits: 1050n EUR is `10.50`. */
export function plainDecimals(minor: bigint, decimals: number): string {
  const sign = minor < 0n ? '-' : ''
  const digits = String(minor < 0n ? -minor : minor).padStart(decimals + 1, '0')
  if (decimals === 0) return `${sign}${digits}`
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** `10` rather than `10.00`, and `10.50` as it is: what a form's radio, a field and an address carry. */
export function shortDecimals({ minor, currency }: Money): string {
  return plainDecimals(minor, decimalsOf(currency)).replace(/\.0+$/, '')
}

/**
 * The inverse of `plainDecimals`, exactly: `10.5` in a currency with two decimals is 1050n. Digits
 * past its decimals may only be zeros. Null for anything that is no such amount.
 */
export function fromPlainDecimals(text: string, decimals: number): bigint | null {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  if (whole === undefined || /[1-9]/.test(fraction.slice(decimals))) return null
  const minor = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'))
  return sign === '-' ? -minor : minor
}
