import { amount, type Column, column, periodsTable, type Table } from '../exports/table.ts'
import type { ForecastPeriod } from './forecast-period.ts'
import type { Forecast } from './report.ts'

const columns: readonly Column<ForecastPeriod>[] = [
  column('from', 'day', 'The first day of the period'),
  column('to', 'day', 'The day after its last'),
  column('kind', 'text', 'actual for what has ended, else forecast'),
  column('currency', 'text', 'The currency of the amounts'),
  column('members', 'count', 'Members at the end of the period'),
  amount('mrr_minor', 'Recurring revenue a month at the end of the period'),
  amount('cash_minor', 'What memberships pay in the period, before fees'),
  column('runway_months', 'ratio', 'For how many months from today the cash lasts'),
  column('reason', 'text', 'Why there is no figure in the first of the empty ones'),
]

/** One row a period. */
export function forecastTable({ periods }: Forecast): Table {
  return periodsTable(columns, periods)
}
