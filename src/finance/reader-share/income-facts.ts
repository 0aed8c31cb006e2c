import type { ShareClass } from '../../ledger/classes.ts'
import { expectations, expectedIn } from '../../ledger/expectations.ts'
import { closedMonths } from '../../ledger/months.ts'
import { reportedIncome } from '../../ledger/reported.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { addMonths, firstDay, type Month, monthOf, monthsTouched } from '../../platform/day.ts'
import { type Range, spanOf } from '../period.ts'

export type MissingCell = Readonly<{ month: Month; class: ShareClass }>

/** What finance has said about a range's months. */
export type IncomeFacts = Readonly<{
  missing: readonly MissingCell[]
  expected: readonly ShareClass[]
  estimated: boolean
  closed: boolean
  /** How many months the range touches. */
  months: number
}>

/**
 * A cell of expected income is a whole month: it is missing from every range that touches a month
 * without a figure, once that month has begun. An estimate counts on its own day.
 */
export async function incomeFacts(
  reader: Reader,
  ranges: readonly Range[],
  current: Month,
): Promise<(range: Range) => IncomeFacts> {
  const span = wholeMonths(spanOf(ranges))
  const [declared, figures, closed] = await Promise.all([
    expectations(reader),
    reportedIncome(reader, span),
    closedMonths(reader, { from: monthOf(span.from), to: monthOf(span.to) }),
  ])
  const reported = new Set(figures.map((figure) => `${monthOf(figure.day)}/${figure.class}`))
  const estimates = figures.filter(({ estimated }) => estimated)
  const closedAt = new Map(closed.map(({ month, closed_at }) => [month, closed_at]))
  return (range) => {
    const months = monthsTouched(range.from, range.to)
    const expected = months
      .filter((month) => month <= current)
      .flatMap((month) =>
        expectedIn(declared, month, closedAt.get(month)).map((name) => ({ month, class: name })),
      )
    return {
      missing: expected.filter((cell) => !reported.has(`${cell.month}/${cell.class}`)),
      expected: expected.map((cell) => cell.class),
      estimated: estimates.some(({ day }) => range.from <= day && day < range.to),
      closed: months.every((month) => closedAt.has(month)),
      months: months.length,
    }
  }
}

function wholeMonths({ from, to }: Range): Range {
  const last = monthsTouched(from, to).at(-1) ?? monthOf(from)
  return { from: firstDay(monthOf(from)), to: addMonths(firstDay(last), 1) }
}
