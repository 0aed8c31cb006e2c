import { type Day, dayOf } from '../../day.ts'
import { formatMoney } from '../../money/format.ts'
import { type Money, shortDecimals } from '../../money/money.ts'

/** Figures, days and lists as a language writes them. */
export type Formats = Readonly<{
  /** With the currency's sign; whole amounts lose their decimals only when asked. */
  money: (money: Money, options?: { trim?: boolean }) => string
  /** As a person types it into a field: no sign, no grouping, `12,50` where a comma is usual. */
  typed: (money: Money) => string
  number: (value: number | bigint) => string
  /** Of a part of one, by its tenths or finer: `0.784` is 78.4%. */
  percent: (part: number, decimals?: 1 | 2) => string
  /** A day of the calendar, or the one that an instant falls on in a zone. */
  day: Dated
  /** The same where a column has little room: `2 бер. 2026`. */
  shortDay: Dated
  /** `a, b and c`. */
  list: (items: readonly string[]) => string
}>

type Dated = {
  (day: Day): string
  (instant: Date, zone: string): string
}

const known = new Map<string, Formats>()

/** Made once a language: to make an Intl object costs more than to use it a hundred times. */
export function formatsIn(tag: string): Formats {
  const formats = known.get(tag) ?? newFormats(tag)
  known.set(tag, formats)
  return formats
}

function newFormats(tag: string): Formats {
  const number = new Intl.NumberFormat(tag)
  const tenths = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 })
  const hundredths = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 2 })
  const list = new Intl.ListFormat(tag, { type: 'conjunction' })
  const point = pointIn(number)
  return {
    money: (money, options) => formatMoney(money, tag, options),
    typed: (money) => shortDecimals(money).replace('.', point),
    number: (value) => number.format(value),
    percent: (part, decimals = 1) => (decimals === 1 ? tenths : hundredths).format(part),
    day: dated(tag, 'long'),
    shortDay: dated(tag, 'medium'),
    list: (items) => list.format(items),
  }
}

function dated(tag: string, dateStyle: 'long' | 'medium'): Dated {
  const format = new Intl.DateTimeFormat(tag, { dateStyle, timeZone: 'UTC' })
  return (at: Day | Date, zone: string = 'UTC') => {
    const day = typeof at === 'string' ? at : dayOf(at, zone)
    return withoutPoint(format.format(new Date(`${day}T00:00Z`)), dateStyle)
  }
}

/** Ukrainian shortens the year's word, whose point would meet that of a sentence: `2026 року`. */
function withoutPoint(day: string, dateStyle: 'long' | 'medium'): string {
  return day.replace(/\sр\.$/u, dateStyle === 'long' ? ' року' : '')
}

/** Of the two that an amount may be typed with, the one that this language uses. */
function pointIn(number: Intl.NumberFormat): string {
  const decimal = number.formatToParts(0.5).find(({ type }) => type === 'decimal')
  return decimal?.value === ',' ? ',' : '.'
}
