import { type Currency, decimalsOf, stepOf } from './currency.ts'

export type Amount =
  | Readonly<{ kind: 'amount'; minor: bigint }>
  | Readonly<{ kind: 'refused'; message: string }>

/** Past any limit of ours and still exact everywhere; longer texts are not even tried. */
const longest = 24

/**
 * An amount in major units as a person writes it, exactly, or why it is none: digits 0–9, comma or
 * point, at most the currency's decimals, grouping in threes and only together with decimals
 * (`1.000` alone could be a thousand or one). Spaces around and the currency's own sign are dropped.
 * Contract: `POST /checkout`, `amount`.
 */
export function parseAmount(text: string, currency: Currency): Amount {
  const decimals = decimalsOf(currency)
  const written = withoutSign(text.trim(), currency).trim()
  if (written === '') return refused('Enter an amount.')
  const parts = written.length > longest ? null : partsOf(written)
  if (parts === null) return refused(`Write the amount in digits, like ${example(decimals)}.`)
  if (parts.fraction.length > decimals) return refused(tooFine(currency, decimals))
  const minor = BigInt(parts.whole + parts.fraction.padEnd(decimals, '0'))
  return minor % stepOf(currency) === 0n ? { kind: 'amount', minor } : refused(offStep(currency))
}

const grouped = /^(\d{1,3}(?:,\d{3})+)\.(\d+)$|^(\d{1,3}(?:\.\d{3})+),(\d+)$/
const plain = /^(\d+)(?:[.,](\d+))?$/

/** `\d` without the `u` flag is 0–9 alone: full-width and other digits do not pass. */
function partsOf(written: string): { whole: string; fraction: string } | null {
  const [, byComma, afterPoint, byPoint, afterComma] = grouped.exec(written) ?? []
  const whole = byComma ?? byPoint
  if (whole !== undefined) {
    return { whole: whole.replaceAll(/[.,]/g, ''), fraction: afterPoint ?? afterComma ?? '' }
  }
  const [, digits, fraction = ''] = plain.exec(written) ?? []
  return digits === undefined ? null : { whole: digits, fraction }
}

/** Drops one sign of this currency, before or after the number: its code or any of its symbols. */
function withoutSign(written: string, currency: Currency): string {
  const sign = signsOf(currency).find((s) => {
    const text = written.toUpperCase()
    return text.startsWith(s) || text.endsWith(s)
  })
  if (sign === undefined) return written
  return written.toUpperCase().startsWith(sign)
    ? written.slice(sign.length)
    : written.slice(0, -sign.length)
}

/** Written out, as Intl's symbols differ between Node and workerd (₴ and грн). Longest first. */
const symbols: Readonly<Record<string, readonly string[]>> = {
  EUR: ['€'],
  USD: ['US$', '$'],
  GBP: ['£'],
  UAH: ['ГРН.', 'ГРН', '₴'],
  JPY: ['¥', '￥', '円'],
  PLN: ['ZŁ'],
  SEK: ['KR'],
  NOK: ['KR'],
  DKK: ['KR.', 'KR'],
  CHF: ['FR.', 'FR'],
  KWD: ['KD', 'د.ك'],
  CZK: ['KČ'],
  CAD: ['CA$', '$'],
  AUD: ['A$', '$'],
}

function signsOf(currency: Currency): readonly string[] {
  return [currency, ...(symbols[currency] ?? [])]
}

function refused(message: string): Amount {
  return { kind: 'refused', message }
}

function example(decimals: number): string {
  return decimals === 0 ? '1500' : `12.${'50'.padEnd(decimals, '0')}`
}

function tooFine(currency: Currency, decimals: number): string {
  return decimals === 0
    ? `${currency} has no decimals: write whole ${currency}.`
    : `${currency} has at most ${decimals} decimals.`
}

function offStep(currency: Currency): string {
  return `${currency} cannot be charged in steps this small: round the last digit.`
}
