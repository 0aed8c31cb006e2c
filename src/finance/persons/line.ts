import type { Day } from '../../platform/day.ts'
import { isWithin, type Range } from '../period.ts'
import type { PersonFacts } from './facts.ts'

/**
 * One person's part of a figure: `measure` says of which («mrr.new»), `at` from which day on or of
 * which period's first day, `key` what it is told apart by (a currency, a cohort, an amount).
 * A figure is the sum of `value` over all persons, so that sums can be kept and need no person.
 */
export type Line = Readonly<{ measure: string; at: Day; key: string; value: bigint }>

/**
 * What one person's facts come to, by a pure function: no clock and no other person. Lines of days to
 * come are fine (who gave this year and not yet in the next is «lapsed» there); a report reads as far
 * as it covers. `version` changes when the same facts make other lines. `reads`: where only some of the
 * facts are looked at, so that nobody else's news need to be.
 */
export type LineMaker = Readonly<{
  name: string
  version: number
  reads?: 'changes'
  linesOf: (facts: PersonFacts) => readonly Line[]
}>

/** The sum of all persons' values alike in the three. */
export type LineSum = Line

/** Adds lines up; those that come to nothing are left out. In the order of measure, day and key. */
export function added(lines: Iterable<Line>): LineSum[] {
  const sums = new Map<string, { line: Line; value: bigint }>()
  for (const line of lines) {
    const place = `${line.measure}\n${line.at}\n${line.key}`
    const known = sums.get(place)
    if (known) known.value += line.value
    else sums.set(place, { line, value: line.value })
  }
  return [...sums]
    .filter(([, { value }]) => value !== 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { line, value }]) => ({ ...line, value }))
}

/** What the lines of [from, to) come to. */
export function sumWithin(lines: Iterable<Line>, range: Range): bigint {
  let sum = 0n
  for (const { at, value } of lines) if (isWithin(at, range)) sum += value
  return sum
}
