import { type Day, monthNumber, monthStart } from '../../platform/day.ts'
import { type Amounts, difference, negated } from '../movements/amounts.ts'
import { changeLines } from '../movements/change.ts'
import { recurring } from '../movements/counting.ts'
import { amountLines } from '../movements/lines.ts'
import { type Moment, timelineOf, worthAt } from '../movements/timeline.ts'
import { isWithin, type Range } from '../period.ts'
import type { Line, LineMaker } from '../persons/line.ts'

/** The longest range of whole months that is kept; longer ones are read person by person. */
export const longest_months = 12

export const retentionMeasures = [
  ...(['lost', 'early', 'lost_amount', 'contraction', 'expansion', 'swap'] as const),
] as const

/**
 * How members at the beginning of a month stand at the beginning of each later one, up to a year on:
 * the key begins with the first, `at` is the other, and all lines up to that come to the figure, since
 * each says only what became different in the month before it.
 */
export const retentionOfMonths: LineMaker = {
  name: 'retention',
  reads: 'changes',
  version: 1,
  linesOf: (facts) => {
    const { person } = facts
    const timeline = timelineOf(facts, recurring)
    return changedMonths(timeline).flatMap((month) => {
      const [before, to] = [monthStart(month), monthStart(month + 1)]
      return openingsBefore(month + 1).flatMap((from) => [
        ...rangeLines(person, timeline, { from, to }, 1n),
        ...rangeLines(person, timeline, { from, to: before }, -1n).map((line) => ({
          ...line,
          at: to,
        })),
      ])
    })
  },
}

/** The figures of these ranges themselves, `at` their end: exact for any, and read person by person. */
export function retentionOfRanges(ranges: readonly Range[]): LineMaker {
  const once = new Map(ranges.map((range) => [`${range.from} ${range.to}`, range]))
  return {
    name: 'retention of ranges',
    version: 1,
    linesOf: (facts) => {
      const { person } = facts
      const timeline = timelineOf(facts, recurring)
      return [...once.values()].flatMap((range) => rangeLines(person, timeline, range, 1n))
    },
  }
}

/** Who had nothing when a range began and when it ended, and something in it (finance.md 1.6). */
export function isEarlyChurn(timeline: readonly Moment[], range: Range): boolean {
  const { from, to } = range
  const isOutside = worthAt(timeline, from).size === 0 && worthAt(timeline, to).size === 0
  return isOutside && timeline.some(({ day, worth }) => worth.size > 0 && isWithin(day, range))
}

function rangeLines(
  person: string,
  timeline: readonly Moment[],
  range: Range,
  sign: 1n | -1n,
): Line[] {
  const { from, to: at } = range
  if (from >= at) return []
  const [before, after] = [worthAt(timeline, from), worthAt(timeline, at)]
  const one = (measure: string) => ({ measure, at, key: from, value: sign })
  const signed = (amounts: Amounts) => (sign > 0n ? amounts : negated(amounts))
  const amounts = (measure: string, of: Amounts, more = '') =>
    amountLines(measure, at, signed(of), `${from}${more}`)
  if (before.size === 0) return isEarlyChurn(timeline, range) ? [one('early')] : []
  if (after.size === 0) return [one('lost'), ...amounts('lost_amount', before)]
  if (before === after) return []
  const moved = difference(before, after)
  return moved.size === 0 ? [] : changeLines(moved, ` ${person}`, amounts)
}

function changedMonths(timeline: readonly Moment[]): number[] {
  return [...new Set(timeline.map(({ day }) => monthNumber(day)))].sort((a, b) => a - b)
}

function openingsBefore(month: number): Day[] {
  return Array.from({ length: longest_months }, (_, index) =>
    monthStart(month - longest_months + index),
  )
}
