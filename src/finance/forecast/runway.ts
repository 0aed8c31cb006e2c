import type { Reader } from '../../platform/database/connection.ts'
import { addMonths, type Day, firstDay, monthOf } from '../../platform/day.ts'
import { entriesUrl } from '../entries-url.ts'
import type { ReportDeps } from '../query.ts'
import { cashOn, runwayMonths } from '../settings/cash-in.ts'
import { sumsBy } from '../sums.ts'
import { valuationOf } from '../valued.ts'
import type { ForecastQuery } from './report.ts'

/** How long the declared cash lasts by the burn of the last three whole months, and their rows. */
export async function runwayOn(
  reader: Reader,
  today: Day,
  { currency, basis }: ForecastQuery,
  { config }: ReportDeps,
) {
  const to = firstDay(monthOf(today))
  const range = { from: addMonths(to, -3), to }
  const [cashOf, valuation] = await Promise.all([
    cashOn(reader, [today], { currency, books: config.reportingCurrency }),
    valuationOf(reader, range, currency),
  ])
  const figures = ['net_after_fees_minor'] as const
  const asked = { ranges: [range], filter: {}, by: 'class', figures, basis, valuation } as const
  const classes = await sumsBy(reader, asked)
  const came = classes.reduce((sum, row) => sum + row.net_after_fees_minor, 0n)
  const minor = classes.some(({ unrated }) => unrated > 0n) ? null : came
  const cash = cashOf(today)
  const scope = { query: { basis, currency }, config }
  return {
    cash,
    months: runwayMonths(cash, { minor, months: 3n }),
    entries: { runway_months: entriesUrl('net_after_fees_minor', range, scope) },
  }
}
