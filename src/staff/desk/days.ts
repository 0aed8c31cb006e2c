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

export type Interval = 'day' | 'month' | 'quarter' | 'year'

/** The name under a column of a chart. */
export function shortPeriodName(from: string, interval: Interval): string {
  switch (interval) {
    case 'day':
      return dayText(from, { day: 'numeric', month: 'short' })
    case 'month':
      return from.slice(5, 7) === '01'
        ? dayText(from, { month: 'short', year: 'numeric' })
        : dayText(from, { month: 'short' })
    case 'quarter':
      return `Q${quarterOf(from)} ${from.slice(2, 4)}`
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
