import Fraction from 'fraction.js'
import type { Reader } from '../../platform/database/connection.ts'
import { type Day, todayOf } from '../../platform/day.ts'
import type { ReportDeps, ReportQuery } from '../query.ts'
import { type Report, reportOver } from '../report.ts'
import { type Actual, actualIn } from './actual.ts'
import { type Start, startOf, type ToldAssumptions, toldOf } from './assumptions.ts'
import { courseOf } from './course.ts'
import { duesOf } from './dues.ts'
import { type ForecastPeriod, forecastPeriod } from './forecast-period.ts'
import { type Course, monthsAhead, outlookOf } from './outlook.ts'
import { runwayOn } from './runway.ts'

/** `churn` (a part of the members a month) and `joins` (members a month) take the place of the past’s. */
export type ForecastQuery = ReportQuery &
  Readonly<{ churn: Fraction | null; joins: Fraction | null }>

export type Forecast = Report<ForecastPeriod> & Readonly<{ assumptions: ToldAssumptions }>

const meaning = {
  id: 'forecast',
  version: '1',
  text:
    'Members a month on: members × (1 − churn) + new. Churn and new are those of the last twelve whole ' +
    'months, or of fewer where there are no more, unless others are asked for. Recurring revenue goes ' +
    'with the members, each worth what one is today. Cash: what memberships pay, with tax and before ' +
    'fees, yearly renewals in the month they are due; who comes pays at once and then in the rhythms of ' +
    'today’s members. Nobody comes or goes for the rest of this month. Runway: cash ÷ mean net burn of ' +
    'the last three whole months, which is the declared monthly costs less net income after fees.',
} as const

/** The forecast (finance.md 1.9); periods that have ended say what was. */
export async function forecast(
  reader: Reader,
  query: ForecastQuery,
  deps: ReportDeps,
): Promise<Forecast> {
  const today = todayOf(deps)
  const [now, runway] = await Promise.all([
    startOf(reader, today, query, deps),
    runwayOn(reader, today, query, deps),
  ])
  const report = await reportOver(meaning, query, deps, async (ranges) => {
    const ahead = Math.max(0, ...ranges.flatMap((range) => monthsAhead(range, today)))
    const [course, actual] = await Promise.all([
      courseFrom(reader, now, ahead, { today, query, deps }),
      actualIn(reader, ranges, { today, query, deps }),
    ])
    return ranges.map((range, index) => {
      const outlook = outlookOf(range, actual[index] ?? nobody, course, today)
      const { currency } = query
      return forecastPeriod(outlook, {
        range,
        currency,
        runway: runway.months,
        entries: runway.entries,
      })
    })
  })
  return { ...report, assumptions: toldOf(now, runway.cash) }
}

const nobody: Actual = { members: 0n, mrr: new Fraction(0), cash: null }
type Asked = Readonly<{ today: Day; query: ForecastQuery; deps: ReportDeps }>

async function courseFrom(
  reader: Reader,
  { members, mrr, churn, joins }: Start,
  months: number,
  { today, query, deps }: Asked,
): Promise<Course> {
  if (churn.value === null) return churn
  if (joins.value === null) return joins
  const zone = deps.config.reportingTimezone
  const dues = await duesOf(reader, { today, months, zone, currency: query.currency })
  const rates = { churn: churn.value, joins: joins.value }
  return {
    value: courseOf({ members: new Fraction(members), mrr, ...rates }, dues, months),
    why: null,
  }
}
