import { type Currency, decimalsOf, signOf } from './currency.ts'
import { type Money, plainDecimals } from './money.ts'

/**
 * Money as a person of that locale writes it; whole amounts lose their decimals only when asked.
 * Where the sign stands is Intl's, which sign and how many decimals is our own table's: Intl's differ
 * between Node and workerd.
 */
export function formatMoney(
  { minor, currency }: Money,
  locale: string,
  { trim = false }: { trim?: boolean } = {},
): string {
  const decimals = decimalsOf(currency)
  const least = trim && isWhole(minor, decimals) ? 0 : decimals
  return formatOf(locale, currency, least)
    .formatToParts(decimalText(plainDecimals(minor, decimals)))
    .map(({ type, value }) => (type === 'currency' ? signOf(currency) : value))
    .join('')
}

const known = new Map<string, Intl.NumberFormat>()

/** Kept: a page writes the same kind of amount fifty times, and to make a format is the dear part. */
function formatOf(locale: string, currency: Currency, least: number): Intl.NumberFormat {
  const name = `${locale} ${currency} ${least}`
  const format = known.get(name) ?? newFormat(locale, currency, least)
  known.set(name, format)
  return format
}

function newFormat(locale: string, currency: Currency, least: number): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: least,
    maximumFractionDigits: decimalsOf(currency),
  })
}

function isWhole(minor: bigint, decimals: number): boolean {
  return minor % 10n ** BigInt(decimals) === 0n
}

/** Intl formats decimal text exactly, without a float between; its type wants this template. */
function decimalText(text: string): `${number}` {
  return isDecimal(text) ? text : '0'
}

function isDecimal(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text)
}
