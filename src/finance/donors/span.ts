import { addMonths, type Day, firstDay, monthOf } from '../../platform/day.ts'
import { isMonthStart, type Range, spanOf } from '../period.ts'

/** A range's start, and from when until when times are told apart around it. */
export type Span = Range & Readonly<{ start: Day }>

/** `reach` months before and after a start; null is all time. */
function spanAround(start: Day, reach: number | null): Span {
  if (reach === null) return { from: '', start, to: 'end' } // before and after every day
  return { from: addMonths(start, -reach), start, to: addMonths(start, reach) }
}

/** One span a start, around all ranges that begin there and what they are held against. */
export function spansOf(asked: readonly Readonly<{ range: Range; since: Day }>[]): Span[] {
  const byStart = Map.groupBy(asked, ({ range }) => range.from)
  return [...byStart].map(([start, same]) => ({
    ...spanOf(same.map(({ range, since }) => ({ from: since, to: range.to }))),
    start,
  }))
}

export function timeOf(day: Day, grain: 'month' | 'day'): Day {
  return grain === 'month' ? firstDay(monthOf(day)) : day
}

/**
 * The spans of the calendar that one person's times fall into: all around each first of January, a
 * quarter around each quarter's start, a month around each month's. Months are `times`, in order.
 */
export function calendarSpans(times: readonly Day[]): Span[] {
  const [first, last] = [times[0], times.at(-1)]
  if (first === undefined || last === undefined) return []
  const starts = new Set([...newYears(first, last), ...times.map(quarterStart), ...times])
  return [...starts].map((start) => spanAround(start, reachOf(start)))
}

/** Whether the calendar's spans tell `range` and what it is held against. */
export function isOfCalendar(range: Range, preceding: Range): boolean {
  if (![range.from, range.to, preceding.from].every(isMonthStart)) return false
  const span = spanAround(range.from, reachOf(range.from))
  return span.from <= preceding.from && range.to <= span.to
}

function reachOf(start: Day): number | null {
  if (start.endsWith('-01-01')) return null
  return start === quarterStart(start) ? 3 : 1
}

function quarterStart(month: Day): Day {
  return addMonths(month, -((Number(month.slice(5, 7)) - 1) % 3))
}

function newYears(first: Day, last: Day): Day[] {
  const [from, to] = [Number(first.slice(0, 4)), Number(last.slice(0, 4))]
  return Array.from({ length: to - from }, (_, index) => `${from + index + 1}-01-01`)
}
