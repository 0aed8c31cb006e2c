import { amount, type Column, column, periodsTable, type Table } from '../exports/table.ts'
import type { DeferredPeriod } from './deferred-period.ts'
import type { Deferred } from './report.ts'

const columns: readonly Column<DeferredPeriod>[] = [
  column('from', 'day', 'The first day of the period'),
  column('to', 'day', 'The day after its last'),
  column('currency', 'text', 'The currency of the amounts'),
  amount('opening_minor', 'Paid for and not yet earned when the period began'),
  amount('billed_minor', 'Received for services in it, without tax'),
  amount('recognised_minor', 'Earned in it, less what was taken back after it was earned'),
  amount('refunded_minor', 'Given back in it by refunds and disputes, without tax'),
  amount('closing_minor', 'Paid for and not yet earned when the period ended'),
  column('reason', 'text', 'Why there is no amount'),
]

/** One row a period. */
export function deferredTable({ periods }: Deferred): Table {
  return periodsTable(columns, periods)
}
