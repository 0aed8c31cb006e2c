import type Fraction from 'fraction.js'
import type { Reader } from '../../platform/database/connection.ts'
import { addDays, type Day } from '../../platform/day.ts'
import { type Range, spanOf } from '../period.ts'
import type { ReportDeps } from '../query.ts'
import { sumsBy } from '../sums.ts'
import { valuationOf } from '../valued.ts'
import { standingOn } from './history.ts'
import type { ForecastQuery } from './report.ts'

/** What has been by the end of a range, or by today where it goes on; `cash` is null without a rate. */
export type Actual = Readonly<{ members: bigint; mrr: Fraction; cash: bigint | null }>

type Asked = Readonly<{ today: Day; query: ForecastQuery; deps: ReportDeps }>

/** What was by each range’s end, and what memberships paid in it until today. */
export async function actualIn(
  reader: Reader,
  ranges: readonly Range[],
  { today, query, deps }: Asked,
): Promise<Actual[]> {
  const ends = ranges.map(({ to }) => (to <= today ? addDays(to, -1) : today))
  const [standing, paid] = await Promise.all([
    standingOn(reader, ends, query, deps),
    paidIn(reader, ranges, query),
  ])
  return standing.map((one, index) => ({ ...one, cash: paid(index) }))
}

async function paidIn(
  reader: Reader,
  ranges: readonly Range[],
  { currency, basis }: ForecastQuery,
): Promise<(range: number) => bigint | null> {
  const valuation = await valuationOf(reader, spanOf(ranges), currency)
  const filter = { class: 'membership', source: 'stripe' } as const
  const figures = ['gross_minor'] as const
  const rows = await sumsBy(reader, { ranges, filter, by: 'class', figures, basis, valuation })
  return (range) => {
    const row = rows.find((one) => one.range === range)
    return row === undefined ? 0n : row.unrated > 0n ? null : row.gross_minor
  }
}
