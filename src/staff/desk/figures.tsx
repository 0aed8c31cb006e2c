import type { Child } from 'hono/jsx'
import { type Currency, currencyOf, decimalsOf } from '../../platform/money/currency.ts'
import { formatMoney } from '../../platform/money/format.ts'
import { plainDecimals } from '../../platform/money/money.ts'

export const locale = 'en-GB'

/** Money in a sentence: `€1,234.50`, with a real minus sign. */
export function inWords(minor: bigint, currency: Currency): string {
  return formatMoney({ minor, currency }, locale).replace('-', '−')
}

/** Money in a column where the currency stands beside or above: `1,234.50`. */
export function inColumn(minor: bigint, code: string): string {
  const currency = currencyOf(code)
  if (currency === null) throw new TypeError(`${code} is no currency`)
  return groupedDigits(plainDecimals(minor, decimalsOf(currency)))
}

/** Thousands apart and a real minus sign: `-1234.50` is `−1,234.50`. */
function groupedDigits(number: string): string {
  const [whole = '', decimals] = number.split('.')
  const grouped = whole.replace('-', '−').replaceAll(/\B(?=(\d{3})+$)/g, ',')
  return decimals === undefined ? grouped : `${grouped}.${decimals}`
}

/** A ratio of six decimals as a percentage of one: `0.784000` is `78.4 %`. Exact, half away from zero. */
export function percent(ratio: string): string {
  return `${roundedTo(1, millionthsOf(ratio) * 100n)} %`
}

/** A figure of six decimals that is no part of a whole, with two of them: `3.417000` is `3.42`. */
export function twoDecimals(figure: string): string {
  return roundedTo(2, millionthsOf(figure))
}

/** A number of persons or things: `12,345`. */
export function counted(number: number): string {
  return groupedDigits(String(number))
}

/** `1 member`, `12 members`. */
export function countOf(number: number, thing: string): string {
  return `${counted(number)} ${thing}${number === 1 ? '' : 's'}`
}

/** A text of six decimals as a whole number of millionths. */
export function millionthsOf(text: string): bigint {
  const [whole = '0', decimals = ''] = text.replace('-', '').split('.')
  const size = BigInt(whole) * 1_000_000n + BigInt(decimals.padEnd(6, '0').slice(0, 6))
  return text.startsWith('-') ? -size : size
}

/** Millionths with so many decimals, half away from zero, with a real minus sign. */
export function roundedTo(decimals: number, millionths: bigint): string {
  const step = 10n ** BigInt(6 - decimals)
  const size = millionths < 0n ? -millionths : millionths
  const units = (2n * size + step) / (2n * step)
  const sign = millionths < 0n && units > 0n ? '−' : ''
  return `${sign}${groupedDigits(plainDecimals(units, decimals))}`
}

/** A page's one sentence; a percentage or a month in it is not torn apart where the line ends. */
export const Headline = ({ children }: { children: string }) => (
  <h1>
    {children
      .split(whole)
      .map((part, index) => (index % 2 ? <span class="whole-figure">{part}</span> : part))}
  </h1>
)

const whole = /(\S+ %|\p{Lu}\p{L}+ \d{4})/u

type FigureProps = Readonly<{ href?: string | undefined; children: Child }>

/** A figure, and for those who may see them the way to the rows behind it. */
export const Figure = ({ href, children }: FigureProps) =>
  href === undefined ? <span>{children}</span> : <a href={href}>{children}</a>

/** Where there can be no figure: a dash, and why. */
export const Unknown = ({ reason }: { reason: string }) => (
  <span class="unknown">
    — <small>{reason}</small>
  </span>
)

/** A state says itself in a word; its colour only repeats it. */
export const State = ({ tone, children }: { tone: Tone; children: Child }) => (
  <span class={`state ${tone}`}>{children}</span>
)
export type Tone = 'good' | 'warn' | 'danger' | 'plain'

/** `tax_relief` as a person writes it: `Tax relief`. */
export function capitalised(word: string): string {
  const spaced = word.replaceAll('_', ' ')
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

/** An amount where there is little room: `€123`, `€12.3K`. For looking only, never for reckoning. */
export function inShort(units: number, currency: Currency): string {
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
  const short = { notation: 'compact', maximumSignificantDigits: 3 } as const
  const format = new Intl.NumberFormat(locale, { ...style, ...short })
  return format.format(Math.round(units)).replace('-', '−')
}

/** A tick of an axis of fractions: `25 %`. */
export function percentTick(fraction: number): string {
  return `${Math.round(fraction * 100)} %`
}

/** Writes the ticks of an axis in whole units: `€5,000`. */
export function tickIn(currency: Currency): (units: number) => string {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: 0,
    maximumFractionDigits: 2,
  })
  return (units) => format.format(units).replace('-', '−')
}
