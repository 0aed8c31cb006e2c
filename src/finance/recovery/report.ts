import type { Reader } from '../../platform/database/connection.ts'
import { isWithin, spanOf } from '../period.ts'
import type { ReportDeps, ReportQuery } from '../query.ts'
import { type Report, reportOver } from '../report.ts'
import { rowsUrls } from '../rows-url.ts'
import { countedBills } from './bill.ts'
import { type RecoveryPeriod, recoveryFigures, recoveryPeriod } from './recovery-period.ts'

export type Recovery = Report<RecoveryPeriod>

const meaning = {
  id: 'recovery',
  version: '1',
  text:
    'Bills of memberships, after their beginning, that could not be paid at first, by the day of the ' +
    'first failure, as they stand now. Recovered: paid within thirty days by any means. Recovered ' +
    'late: after them. Pending: unpaid for thirty days at most and not given up. Lost: all others. ' +
    'Rates: recovered ÷ failed, by bills and by what was due, tax included, at the rate of that day. ' +
    'The first bill after a trial counts.',
} as const

/** Recovery of failed payments (finance.md 1.9), by cohort of the first failure; on no basis. */
export function recovery(reader: Reader, query: ReportQuery, deps: ReportDeps): Promise<Recovery> {
  return reportOver(meaning, query, deps, async (ranges) => {
    const bills = await countedBills(reader, spanOf(ranges), query.currency, deps)
    return ranges.map((range) =>
      recoveryPeriod(
        bills.filter(({ day }) => isWithin(day, range)),
        {
          ...{ range, currency: query.currency },
          entries: rowsUrls('recovery', recoveryFigures, range, query),
        },
      ),
    )
  })
}
