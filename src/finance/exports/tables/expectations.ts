import type { Reader } from '../../../platform/database/connection.ts'
import { onePage } from '../pages.ts'
import { type Column, column, streamedTable } from '../table.ts'
import { type BookTable, type Days, madeWithin } from './book-table.ts'

type Row = Awaited<ReturnType<typeof declared>>[number]

const columns: readonly Column<Row>[] = [
  column('from_month', 'text', 'The first month it holds for; 0001-01 is every month'),
  column('classes', 'text', 'The classes that each month has a figure of, apart by spaces'),
  column('declared_by', 'text', 'Who declared it'),
  column('declared_at', 'instant', 'When, in UTC; the newest that reaches a month counts'),
]

export const expectations: BookTable = {
  text: 'One row a declaration of the classes expected each month, by the day it was made.',
  table: (reader, days, { config }) =>
    streamedTable(
      columns,
      onePage(() => declared(reader, days, config.reportingTimezone)),
    ),
}

async function declared(reader: Reader, days: Days, zone: string) {
  const rows = await reader
    .selectFrom('expectation')
    .where(madeWithin('declared_at', days, zone))
    .select(['from_month', 'classes', 'declared_by', 'declared_at'])
    .orderBy('declared_at')
    .orderBy('from_month')
    .execute()
  return rows.map(({ classes, declared_at, ...row }) => ({
    ...row,
    classes: classes.join(' '),
    declared_at: declared_at.toISOString(),
  }))
}
