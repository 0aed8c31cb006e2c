import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  firstDay,
  type Month,
  monthOf,
  monthsTouched,
} from '../platform/day.ts'

/** Days of the reporting zone, half-open. */
export type Range = Readonly<{ from: Day; to: Day }>

export const intervals = ['day', 'month', 'quarter', 'year'] as const
export type Interval = (typeof intervals)[number]
export const comparisons = ['previous', 'year'] as const
export type Comparison = (typeof comparisons)[number]

/** The days of a month. */
export function daysOfMonth(month: Month): Range {
  return { from: firstDay(month), to: addMonths(firstDay(month), 1) }
}

/** From the first of the ranges' days to the last. Throws where there is no range. */
export function spanOf(ranges: readonly Range[]): Range {
  const from = ranges.map((range) => range.from).sort()[0]
  const to = ranges
    .map((range) => range.to)
    .sort()
    .at(-1)
  if (from === undefined || to === undefined) throw new RangeError('figures need a range')
  return { from, to }
}

/** [from, to) in calendar periods; the first and the last are cut at its ends. */
export function periodsOf({ from, to }: Range, interval: Interval): Range[] {
  const periods: Range[] = []
  for (let start = from; start < to; ) {
    const end = nextStart(start, interval)
    periods.push({ from: start, to: end < to ? end : to })
    start = end
  }
  return periods
}

/** The first day of the calendar period after the one that `day` lies in. */
export function nextStart(day: Day, interval: Interval): Day {
  const month = firstDay(monthOf(day))
  switch (interval) {
    case 'day':
      return addDays(day, 1)
    case 'month':
      return addMonths(month, 1)
    case 'quarter':
      return addMonths(month, 3 - ((Number(day.slice(5, 7)) - 1) % 3))
    case 'year':
      return `${yearAfter(day)}-01-01`
  }
}

function yearAfter(day: Day): string {
  return String(Number(day.slice(0, 4)) + 1).padStart(4, '0')
}

/**
 * What a period is compared with: whole months shift by months, other ranges by days; a year
 * earlier is twelve months. A period that `today` still belongs to is compared with the same number
 * of days, today's among them (finance.md 1.9).
 */
function comparedRange(period: Range, comparison: Comparison, today: Day): Range {
  const shifted = comparison === 'year' ? yearEarlier(period) : previous(period)
  if (today < period.from || today >= period.to) return shifted
  const to = addDays(shifted.from, daysBetween(period.from, today) + 1)
  return { from: shifted.from, to: to < shifted.to ? to : shifted.to }
}

/** One range for each period, or none when nothing is compared. */
export function comparedRanges(
  periods: readonly Range[],
  comparison: Comparison | null,
  today: Day,
): Range[] {
  if (comparison === null) return []
  return periods.map((period) => comparedRange(period, comparison, today))
}

function yearEarlier({ from, to }: Range): Range {
  return { from: addMonths(from, -12), to: addMonths(to, -12) }
}

function previous({ from, to }: Range): Range {
  if (isMonthStart(from) && isMonthStart(to)) {
    return { from: addMonths(from, -monthsTouched(from, to).length), to: from }
  }
  return { from: addDays(from, -daysBetween(from, to)), to: from }
}

/** Whether a day is one of [from, to). */
export function isWithin(day: Day, { from, to }: Range): boolean {
  return from <= day && day < to
}

export function isMonthStart(day: Day): boolean {
  return day.endsWith('-01')
}
