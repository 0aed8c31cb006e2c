import { amount, type Column, column, periodsTable, type Table } from '../exports/table.ts'
import type { DonorPeriod } from './donor-period.ts'
import type { Donors } from './report.ts'

const columns: readonly Column<DonorPeriod>[] = [
  column('from', 'day', 'The first day of the period'),
  column('to', 'day', 'The day after its last'),
  column('currency', 'text', 'The currency of the amounts'),
  column('donors', 'count', 'Persons with a gift in the period'),
  column('new', 'count', 'Of them those who gave for the first time ever'),
  column('retained', 'count', 'Of them those who gave in the period before, too'),
  column('reactivated', 'count', 'Of them those who gave earlier, but not in the period before'),
  column('lapsed', 'count', 'Persons with a gift in the period before and none in this one'),
  column('gifts', 'count', 'One-off payments of which something was kept'),
  amount('average_gift_minor', 'What was given, divided by the gifts'),
  amount('median_gift_minor', 'The gift in the middle, by amount'),
  column('donor_retention', 'ratio', 'Retained divided by the donors of the period before'),
  column(
    'value_retention',
    'ratio',
    'What the retained gave, divided by all gifts of the one before',
  ),
  column('upgrade_rate', 'ratio', 'Those of the retained who gave more than in the period before'),
  column('reason', 'text', 'Why there is no figure in the first of the empty ones'),
]

/** One row a period. */
export function donorsTable({ periods }: Donors): Table {
  return periodsTable(columns, periods)
}
