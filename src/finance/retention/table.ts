import { amount, type Column, column, periodsTable, type Table, tableOf } from '../exports/table.ts'
import type { Retention } from './report.ts'
import type { RetentionPeriod } from './retention-period.ts'

const columns: readonly Column<RetentionPeriod>[] = [
  column('from', 'day', 'The first day of the period'),
  column('to', 'day', 'The day after its last'),
  column('opening_members', 'count', 'Members with recurring revenue when the period began'),
  column('lost_members', 'count', 'Of those, without any when it ended'),
  column('closing_members', 'count', 'Members with recurring revenue when it ended'),
  column('early_churned', 'count', 'Members at neither, but in between'),
  column('logo_churn', 'ratio', 'Lost of opening members'),
  column('annualised_churn', 'ratio', 'The same over a year at this pace'),
  column('grr', 'ratio', 'What opening members still come to, without what rose'),
  column('nrr', 'ratio', 'What opening members come to, with what rose'),
  column('quick_ratio', 'ratio', 'What came for one that went'),
  column('reason', 'text', 'Why a ratio is missing'),
]

/** One row a period. */
export function retentionTable({ periods }: Retention): Table {
  return periodsTable(columns, periods)
}

const cells = [
  column('month', 'text', 'The month of the first recurring payment'),
  column('k', 'count', 'Months after it, 0 is its own'),
  column('currency', 'text', 'The currency of the amounts'),
  column('size', 'count', 'Members of the cohort'),
  column('members', 'count', 'Of those with recurring revenue at the end of month k'),
  column('share', 'ratio', 'Of the size'),
  amount('mrr_minor', 'What they come to a month then'),
  column('money_share', 'ratio', 'Of what the cohort first came to'),
] as const

/** One row a cohort and month that has ended. */
export function cohortTable({ cohorts, total: { currency } }: Retention): Table {
  const rows = cohorts.flatMap(({ month, members: size, cells: all }) =>
    all.flatMap((cell) => (cell === null ? [] : [{ month, currency, size, ...cell }])),
  )
  return tableOf(cells, rows)
}
