import { decimalsOf } from './currency.ts'
import { type Money, plainDecimals } from './money.ts'

/** Money as a person of that locale writes it; whole amounts lose their decimals only when asked. */
export function formatMoney(
  money: Money,
  locale: string,
  { trim = false }: { trim?: boolean } = {},
): string {
  const decimals = decimalsOf(money.currency)
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: trim && isWhole(money.minor, decimals) ? 0 : decimals,
    maximumFractionDigits: decimals,
  })
  return format.format(decimalText(plainDecimals(money.minor, decimals)))
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
