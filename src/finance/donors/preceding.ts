import { addDays, addMonths, type Day } from '../../platform/day.ts'
import { type Interval, periodsOf, type Range } from '../period.ts'

/**
 * What a range is held against: as many whole intervals before it as it touches itself. A year that
 * has only begun is held against all of the year before (finance.md 1.7), May against April, and what
 * covers eleven months against the eleven before.
 */
export function precedingOf({ from, to }: Range, interval: Interval): Range {
  const touched = periodsOf({ from, to }, interval).length
  return { from: earlier(from, touched, interval), to: from }
}

function earlier(day: Day, count: number, interval: Interval): Day {
  switch (interval) {
    case 'day':
      return addDays(day, -count)
    case 'month':
      return addMonths(day, -count)
    case 'quarter':
      return addMonths(day, -3 * count)
    case 'year':
      return addMonths(day, -12 * count)
  }
}
