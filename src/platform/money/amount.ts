import type { Told } from '../ui/texts/frame.ts'
import { type Currency, decimalsOf, signsOf, stepOf } from './currency.ts'

export type Amount =
  | Readonly<{ kind: 'amount'; minor: bigint }>
  | Readonly<{ kind: 'refused'; why: Told }>

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
  if (written === '') return refused({ key: 'amount.empty' })
  const parts = written.length > longest ? null : partsOf(written)
  if (parts === null) return refused(noDigits(decimals))
  if (parts.fraction.length > decimals) return refused(tooFine(currency, decimals))
  const minor = BigInt(parts.whole + parts.fraction.padEnd(decimals, '0'))
  return minor % stepOf(currency) === 0n
    ? { kind: 'amount', minor }
    : refused({ key: 'amount.step', values: { currency } })
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
  const text = written.toUpperCase()
  const signs = signsOf(currency).map((sign) => sign.toUpperCase())
  const sign = signs.find((s) => text.startsWith(s) || text.endsWith(s))
  if (sign === undefined) return written
  return text.startsWith(sign) ? written.slice(sign.length) : written.slice(0, -sign.length)
}

function refused(why: Told): Amount {
  return { kind: 'refused', why }
}

function noDigits(decimals: number): Told {
  return { key: decimals === 0 ? 'amount.digits_whole' : 'amount.digits' }
}

function tooFine(currency: Currency, decimals: number): Told {
  return decimals === 0
    ? { key: 'amount.whole', values: { currency } }
    : { key: 'amount.fine', values: { currency, decimals } }
}
