import { amount, type Column, column, periodsTable, type Table } from '../exports/table.ts'
import type { MrrPeriod } from './mrr-period.ts'
import type { Mrr } from './report.ts'

const columns: readonly Column<MrrPeriod>[] = [
  column('from', 'day', 'The first day of the period'),
  column('to', 'day', 'The day after its last'),
  column('currency', 'text', 'The currency of the amounts'),
  amount('opening', 'Recurring revenue a month when the period began'),
  amount('new', 'Of members who never had any before'),
  amount('reactivation', 'Of members who came back'),
  amount('expansion', 'What members pay more'),
  amount('contraction', 'What members pay less'),
  amount('churn', 'Of members who left'),
  amount('churn_voluntary', 'Of it, by their own will'),
  amount('churn_payment_failed', 'Of it, as payments failed'),
  amount('churn_paused', 'Of it, paused'),
  amount('fx', 'What the opening gained by the change of rates'),
  amount('closing', 'Recurring revenue a month when the period ended'),
  amount('arr_minor', 'Closing over twelve months'),
  column('members', 'count', 'Members with recurring revenue at closing'),
  amount('arpu_minor', 'Closing for one member'),
  amount('ltv_minor', 'What a member brings by this period’s churn'),
  column('quick_ratio', 'ratio', 'What came for one that went'),
  column('reason', 'text', 'Why a figure is missing'),
]

/** One row a period. */
export function mrrTable({ periods }: Mrr): Table {
  return periodsTable(columns, periods)
}
