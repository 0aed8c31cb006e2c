import { amount, type Column, column, periodsTable, type Table } from '../exports/table.ts'
import type { RecoveryPeriod } from './recovery-period.ts'
import type { Recovery } from './report.ts'

const columns: readonly Column<RecoveryPeriod>[] = [
  column('from', 'day', 'The first day of the period'),
  column('to', 'day', 'The day after its last'),
  column('currency', 'text', 'The currency of the amounts'),
  column('failed', 'count', 'Bills of memberships that first failed in the period'),
  column('recovered', 'count', 'Of them those paid within thirty days'),
  column('recovered_late', 'count', 'Of them those paid later'),
  column('pending', 'count', 'Of them those unpaid for thirty days at most and not given up'),
  column('lost', 'count', 'Of them all others'),
  amount('failed_minor', 'What was due on the bills that failed, tax included'),
  amount('recovered_minor', 'On those paid within thirty days'),
  amount('recovered_late_minor', 'On those paid later'),
  amount('pending_minor', 'On those pending'),
  amount('lost_minor', 'On those lost'),
  column('rate_by_count', 'ratio', 'Recovered divided by failed, in bills'),
  column('rate_by_amount', 'ratio', 'Recovered divided by failed, in money'),
  column('reason', 'text', 'Why there is no figure in the first of the empty ones'),
]

/** One row a period. */
export function recoveryTable({ periods }: Recovery): Table {
  return periodsTable(columns, periods)
}
