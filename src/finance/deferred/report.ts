import type { Reader } from '../../platform/database/connection.ts'
import type { Range } from '../period.ts'
import type { ReportDeps, ReportQuery } from '../query.ts'
import { type Report, reportOver } from '../report.ts'
import { type DeferredPeriod, deferredPeriod } from './deferred-period.ts'
import { declaredEarning, defers } from './earning.ts'
import { type RollForward, rollForwards } from './roll-forward.ts'

export type Deferred = Report<DeferredPeriod>

const meaning = {
  id: 'deferred',
  version: '1',
  text:
    'What was paid for services that are still owed, without tax: payments of the products that ' +
    'finance declared as an exchange, and of split ones the part that the benefits are worth. Earned ' +
    'in equal parts a day of the time paid for, the first day too, rounded once over all days until ' +
    'then; on the day that access ends, the rest. Billed: such parts of payments received. Refunded: ' +
    'given back by refunds and disputes; what of it was earned before is taken out of recognised. ' +
    'Opening and billed, less recognised and refunded, is closing. Days to come count as they stand now.',
} as const

const nothing: RollForward = {
  ...{ opening: 0n, billed: 0n, recognised: 0n, refunded: 0n, closing: 0n, unrated: 0n },
}

/** Deferred revenue (finance.md 1.8) rolled forward, period by period and over the whole range. */
export function deferred(reader: Reader, query: ReportQuery, deps: ReportDeps): Promise<Deferred> {
  return reportOver(meaning, query, deps, (ranges) => periodsFor(reader, ranges, query, deps))
}

async function periodsFor(
  reader: Reader,
  ranges: readonly Range[],
  query: ReportQuery,
  { config }: ReportDeps,
): Promise<DeferredPeriod[]> {
  const earning = await declaredEarning(reader, config)
  if (earning === null) return ranges.map((range) => deferredPeriod(range, null, query))
  const asked = { ranges, filter: {}, currency: query.currency }
  const rolled = defers(earning) ? await rollForwards(reader, asked, earning) : []
  const byRange = new Map(rolled.map((row) => [row.range, row]))
  return ranges.map((range, index) => deferredPeriod(range, byRange.get(index) ?? nothing, query))
}
