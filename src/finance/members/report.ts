import type { Reader } from '../../platform/database/connection.ts'
import { type Series, seriesOf } from '../movements/series.ts'
import type { Range } from '../period.ts'
import type { LineSum } from '../persons/line.ts'
import { lineSums } from '../persons/sums.ts'
import type { ReportDeps, ReportQuery } from '../query.ts'
import { type Report, reportOver } from '../report.ts'
import { rowsUrls } from '../rows-url.ts'
import { type MemberMeasure, memberLines, memberMeasures } from './lines.ts'
import {
  type MemberSums,
  type MembersPeriod,
  memberFigures,
  membersPeriod,
} from './members-period.ts'
import { supporterLines } from './supporters.ts'

export type Members = Report<MembersPeriod>

const meaning = {
  id: 'members',
  version: '1',
  text:
    'Persons. A member has a running membership: active, on trial or past due, and collected, whatever ' +
    'it comes to. Joined: for the first time ever; returned: after having left; paused: who paused less ' +
    'who resumed. Left by their own will, or as payments failed. opening + joined + returned − left − ' +
    'paused = closing. Supporters, when the period ends: gave once not long ago and are no member.',
} as const

/** Members and who came and went (contract.md), period by period and over the whole range. */
export async function members(
  reader: Reader,
  query: ReportQuery,
  deps: ReportDeps,
): Promise<Members> {
  const currency = deps.config.reportingCurrency
  const supporting = supporterLines(deps.config.supporterMonths)
  return reportOver(meaning, query, deps, async (ranges) => {
    const [moved, supporters] = await Promise.all([
      lineSums(reader, { maker: memberLines, measures: memberMeasures, currency }),
      lineSums(reader, { maker: supporting, measures: ['supporters'], currency }),
    ])
    const series = { moved: seriesOf(moved), supporters: seriesOf(supporters) }
    return ranges.map((range) => {
      const entries = rowsUrls('members', memberFigures, range, query)
      return membersPeriod(range, sumsIn(range, series), entries)
    })
  })
}

function sumsIn(range: Range, series: { moved: Series; supporters: Series }): MemberSums {
  const [before, within] = [series.moved.before(range.from), series.moved.within(range)]
  const came = total(before, 'joined') + total(before, 'returned')
  const went = total(before, 'left_voluntary') + total(before, 'left_failed')
  return {
    opening: came - went - total(before, 'paused'),
    joined: total(within, 'joined'),
    returned: total(within, 'returned'),
    left_voluntary: total(within, 'left_voluntary'),
    left_failed: total(within, 'left_failed'),
    paused: total(within, 'paused'),
    supporters: total(series.supporters.before(range.to), 'supporters'),
  }
}

function total(sums: readonly LineSum[], measure: MemberMeasure | 'supporters'): bigint {
  return sums.filter((line) => line.measure === measure).reduce((sum, { value }) => sum + value, 0n)
}
