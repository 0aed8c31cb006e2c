import { type Column, column, periodsTable, type Table } from '../exports/table.ts'
import type { MembersPeriod } from './members-period.ts'
import type { Members } from './report.ts'

const columns: readonly Column<MembersPeriod>[] = [
  column('from', 'day', 'The first day of the period'),
  column('to', 'day', 'The day after its last'),
  column('opening', 'count', 'Members when the period began'),
  column('joined', 'count', 'Who became one for the first time'),
  column('returned', 'count', 'Who came back after having left'),
  column('left_voluntary', 'count', 'Who left by their own will'),
  column('left_failed', 'count', 'Who left as payments failed'),
  column('paused', 'count', 'Who paused, less who resumed'),
  column('closing', 'count', 'Members when the period ended'),
  column('supporters', 'count', 'Who gave once not long ago and are no member, when it ended'),
]

/** One row a period. */
export function membersTable({ periods }: Members): Table {
  return periodsTable(columns, periods)
}
