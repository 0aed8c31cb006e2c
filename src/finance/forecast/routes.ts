import Fraction from 'fraction.js'
import * as z from 'zod'
import { addMonths, firstDay, monthOf, todayOf } from '../../platform/day.ts'
import { invalid } from '../../platform/http/problem.ts'
import { commonQuery, type ReportDeps, reportQuery } from '../query.ts'
import { reportApi, reportKind } from '../report-routes.ts'
import { type ForecastQuery, forecast } from './report.ts'
import { forecastTable } from './table.ts'

const part = 'This is a part of the members a month, from 0 to 1, like 0.02.'
const count = 'This is a number of members a month, like 12.5.'
const decimals = (text: RegExp, error: string) =>
  z
    .string()
    .regex(text, error)
    .transform((written) => new Fraction(written))

const fields = commonQuery.extend({
  interval: z.enum(['month', 'quarter', 'year']).default('month'),
  churn: decimals(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/, part).optional(),
  new: decimals(/^\d{1,7}(\.\d{1,6})?$/, count).optional(),
})

const longest_months = 60

/** The twelve whole months after this one, where no days are asked for; at most five years ahead. */
function queryOf(asked: z.output<typeof fields>, deps: ReportDeps): ForecastQuery {
  const today = todayOf(deps)
  const next = addMonths(firstDay(monthOf(today)), 1)
  const from = asked.from ?? next
  const to = asked.to ?? addMonths(from < next ? next : from, 12)
  if (to > addMonths(next, longest_months)) {
    throw invalid([{ field: 'to', message: 'A forecast reaches at most 60 months ahead.' }])
  }
  const { churn = null, new: joins = null } = asked
  return { ...reportQuery({ ...asked, from, to }, deps), churn, joins }
}

export const forecastKind = reportKind({
  name: 'forecast',
  fields,
  queryOf: (asked, _principal, deps) => queryOf(asked, deps),
  report: forecast,
  table: forecastTable,
})

/** `/api/reports/forecast` and its twins. */
export const forecastApi = reportApi(forecastKind)
