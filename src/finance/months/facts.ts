import type { Reader } from '../../platform/database/connection.ts'
import { monthOf, todayOf } from '../../platform/day.ts'
import { type Range, spanOf } from '../period.ts'
import type { ReportDeps } from '../query.ts'
import { type IncomeFacts, incomeFacts } from '../reader-share/income-facts.ts'
import { sumsBy } from '../sums.ts'
import { valuationOf } from '../valued.ts'

/** What the books hold of a month, as far as it bears on its close. */
export type MonthFacts = Pick<IncomeFacts, 'missing' | 'closed'> &
  Readonly<{
    range: Range
    ended: boolean
    /** Whether anything is booked in it. */
    used: boolean
    unrated: boolean
    /** How many rows are not yet known. */
    unclassified: number
  }>

/** The facts of each month, in the order asked. */
export async function monthFacts(
  reader: Reader,
  ranges: readonly Range[],
  { clock, config }: ReportDeps,
): Promise<MonthFacts[]> {
  const today = todayOf({ clock, config })
  const [sums, income] = await Promise.all([
    sumsOf(reader, ranges, config),
    incomeFacts(reader, ranges, monthOf(today)),
  ])
  return ranges.map((range, index) => {
    const rows = sums.get(index) ?? []
    const { missing, closed } = income(range)
    return {
      ...{ range, missing, closed, ended: range.to <= today, used: rows.length > 0 },
      unrated: rows.some(({ unrated }) => unrated > 0n),
      unclassified: rows.reduce((count, row) => count + Number(row.unclassified), 0),
    }
  })
}

async function sumsOf(
  reader: Reader,
  ranges: readonly Range[],
  { reportingCurrency }: ReportDeps['config'],
) {
  const valuation = await valuationOf(reader, spanOf(ranges), reportingCurrency)
  const asked = { ranges, filter: {}, by: 'class', basis: 'net', valuation } as const
  const rows = await sumsBy(reader, { ...asked, figures: ['total_minor'] })
  return Map.groupBy(rows, ({ range }) => range)
}
