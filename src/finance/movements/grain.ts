import type { Reader } from '../../platform/database/connection.ts'
import { monthNumber, monthStart } from '../../platform/day.ts'
import { isMonthStart, type Range } from '../period.ts'
import type { LineMaker, LineSum } from '../persons/line.ts'
import { type LinesAsked, lineSums } from '../persons/sums.ts'

/**
 * A maker whose lines of days stand again as lines of their months: figures of whole months, which are
 * asked for most, are then sums of few, and any others are worked from the days.
 */
export function byDayAndMonth({ linesOf, ...maker }: LineMaker): LineMaker {
  return {
    ...maker,
    linesOf: (facts) =>
      linesOf(facts).flatMap((line) => [
        line,
        { ...line, measure: ofMonths(line.measure), at: monthStart(monthNumber(line.at)) },
      ]),
  }
}

/** What such a maker's lines come to, told apart by day only as far as these ranges need it. */
export async function sumsFor(
  reader: Reader,
  ranges: readonly Range[],
  asked: LinesAsked,
): Promise<LineSum[]> {
  if (ranges.some((range) => wholeMonths(range) === null)) return lineSums(reader, asked)
  const measures = new Map(asked.measures.map((measure) => [ofMonths(measure), measure]))
  const sums = await lineSums(reader, { ...asked, measures: [...measures.keys()] })
  return sums.map((sum) => ({ ...sum, measure: measures.get(sum.measure) ?? sum.measure }))
}

/** How many calendar months a range is; null where it cuts one. */
export function wholeMonths({ from, to }: Range): number | null {
  if (!isMonthStart(from) || !isMonthStart(to)) return null
  return monthNumber(to) - monthNumber(from)
}

function ofMonths(measure: string): string {
  return `month ${measure}`
}
