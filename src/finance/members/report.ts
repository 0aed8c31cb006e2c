import type { Reader } from '../../platform/database/connection.ts'
import { sumsFor } from '../movements/grain.ts'
import { type Series, seriesOf, sumIn } from '../movements/series.ts'
import type { Range } from '../period.ts'
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
import { supporterLines, supportersUntil } from './supporters.ts'

export type Members = Report<MembersPeriod>

const meaning = {
  id: 'members',
  version: '2',
  text:
    'Persons. A member has a running membership: active, on trial or past due, and collected, whatever ' +
    'it comes to. Joined: for the first time ever; returned: after having left; paused: who paused less ' +
    'who resumed. Left by their own will, or as payments failed. opening + joined + returned − left − ' +
    'paused = closing. Supporters, when the period ends, or today where it has not: gave once not long ' +
    'ago and are no member.',
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
    const known = ranges.map((range) => ({ ...range, to: supportersUntil(range, deps) }))
    const [moved, supporters] = await Promise.all([
      sumsFor(reader, ranges, { maker: memberLines, measures: memberMeasures, currency }),
      sumsFor(reader, known, { maker: supporting, measures: ['supporters'], currency }),
    ])
    const series = { moved: seriesOf(moved), supporters: seriesOf(supporters) }
    return ranges.map((range) => {
      const entries = rowsUrls('members', memberFigures, range, query)
      return membersPeriod(range, sumsIn(range, series, deps), entries)
    })
  })
}

function sumsIn(
  range: Range,
  series: { moved: Series; supporters: Series },
  deps: ReportDeps,
): MemberSums {
  const { before, within } = series.moved
  const of = (measure: MemberMeasure) => sumIn(within(measure, range))
  const until = (measure: MemberMeasure) => sumIn(before(measure, range.from))
  const came = until('joined') + until('returned')
  return {
    opening: came - until('left_voluntary') - until('left_failed') - until('paused'),
    joined: of('joined'),
    returned: of('returned'),
    left_voluntary: of('left_voluntary'),
    left_failed: of('left_failed'),
    paused: of('paused'),
    supporters: sumIn(series.supporters.before('supporters', supportersUntil(range, deps))),
  }
}
