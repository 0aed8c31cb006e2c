// Stripe's table, not Intl's: they differ for ISK, UGX and HUF (domain/stripe.md 4.5).
const zeroDecimal = [
  ...['BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA'],
  ...['PYG', 'RWF', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'],
]
const threeDecimal = ['BHD', 'JOD', 'KWD', 'OMR', 'TND']
/** Sent with two decimals that must be zero. */
const wholeUnitsInTwoDecimals = ['ISK', 'UGX']

/** An ISO 4217 code in upper case, parsed once by `currencyOf`. */
export type Currency = string & { readonly brand: 'Currency' }

/** The code in upper case, or null when it is not three letters. */
export function currencyOf(code: string): Currency | null {
  const upper = code.trim().toUpperCase()
  return isCurrency(upper) ? upper : null
}

function isCurrency(code: string): code is Currency {
  return /^[A-Z]{3}$/.test(code)
}

/** How many decimals Stripe's minor unit of this currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function decimalsOf(currency: Currency): 0 | 2 | 3 {
  if (zeroDecimal.includes(currency)) return 0
  return threeDecimal.includes(currency) ? 3 : 2
}

/** What an amount in minor units must be a multiple of: 10 for KWD, 100 for ISK, else 1. */
export function stepOf(currency: Currency): bigint {
  if (threeDecimal.includes(currency)) return 10n
  return wholeUnitsInTwoDecimals.includes(currency) ? 100n : 1n
}

/** Written out, as Intl's differ between Node and workerd (₴ and грн). We write the first. */
const signs: Readonly<Record<string, readonly [string, ...string[]]>> = {
  EUR: ['€'],
  USD: ['$', 'US$'],
  GBP: ['£'],
  UAH: ['₴', 'грн', 'грн.'],
  JPY: ['¥', '￥', '円'],
  PLN: ['zł'],
  SEK: ['kr'],
  NOK: ['kr'],
  DKK: ['kr', 'kr.'],
  CHF: ['CHF', 'Fr', 'Fr.'],
  KWD: ['KWD', 'KD', 'د.ك'],
  CZK: ['Kč'],
  CAD: ['CA$', '$'],
  AUD: ['A$', '$'],
}

/** What stands beside an amount that we write; the code where we know no sign. */
export function signOf(currency: Currency): string {
  return signs[currency]?.[0] ?? currency
}

/** What people write beside an amount of this currency, the longest first. */
export function signsOf(currency: Currency): readonly string[] {
  return [currency, ...(signs[currency] ?? [])].sort((a, b) => b.length - a.length)
}
