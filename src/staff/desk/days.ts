import { type Interval, nextStart, type Range } from '../../finance/period.ts'
import { addDays, firstDay, type Month } from '../../platform/day.ts'
import { locale } from './figures.tsx'

/** Days and instants as staff read them, in the reporting zone. */
export function writeDay(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }).format(at)
}

export function writeInstant(at: Date, timeZone: string): string {
  const style = { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' } as const
  return new Intl.DateTimeFormat(locale, { ...style, timeZone }).format(at)
}

/** The name of the period of this kind that `from` lies in: `June 2026`, `Q2 2026`. */
export function periodName(from: string, interval: Interval): string {
  switch (interval) {
    case 'day':
      return dayText(from, { day: 'numeric', month: 'short', year: 'numeric' })
    case 'month':
      return dayText(from, { month: 'long', year: 'numeric' })
    case 'quarter':
      return `Q${quarterOf(from)} ${from.slice(0, 4)}`
    case 'year':
      return from.slice(0, 4)
  }
}

/** `March 2026`. */
export function monthName(month: Month): string {
  return periodName(firstDay(month), 'month')
}

/** The same for a range that may be cut: `1–15 Jun 2026` where it is not the whole period. */
export function rangeName({ from, to }: Range, interval: Interval): string {
  const starts = nextStart(addDays(from, -1), interval) === from
  const whole = starts && nextStart(from, interval) === to
  return whole ? periodName(from, interval) : daysText({ from, to })
}

/** The days of a range, the last one named instead of the day after it. */
export function daysText({ from, to }: Range): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
    .formatRange(new Date(from), new Date(addDays(to, -1)))
    .replaceAll('\u2009', '')
}

/** The names under the columns of a picture; months name their year where there is more than one. */
export function columnNames(periods: readonly Range[], interval: Interval): string[] {
  const years = new Set(periods.map(({ from }) => from.slice(0, 4)))
  return periods.map(({ from }) => shortName(from, interval, years.size > 1))
}

function shortName(from: string, interval: Interval, withYear: boolean): string {
  switch (interval) {
    case 'day':
      return dayText(from, { day: 'numeric', month: 'short' })
    case 'month': {
      const month = dayText(from, { month: 'short' })
      return withYear ? `${month} ’${from.slice(2, 4)}` : month
    }
    case 'quarter':
      return `Q${quarterOf(from)} ’${from.slice(2, 4)}`
    case 'year':
      return from.slice(0, 4)
  }
}

function quarterOf(day: string): number {
  return Math.ceil(Number(day.slice(5, 7)) / 3)
}

/** A day is no instant: its text is read and written in one zone, so that it stays that day. */
function dayText(day: string, parts: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: 'UTC' }).format(new Date(day))
}
