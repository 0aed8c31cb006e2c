import type { Reader } from '../../../platform/database/connection.ts'
import { pagesOf } from '../pages.ts'
import { type Column, column, streamedTable } from '../table.ts'
import { after, type BookTable, type Days, madeWithin } from './book-table.ts'

type Row = Awaited<ReturnType<typeof actsAfter>>[number]

const columns: readonly Column<Row>[] = [
  column('id', 'text', 'The act'),
  column('at', 'instant', 'When, in UTC'),
  column('who', 'text', 'Who did it: a member of staff, a key or the command line'),
  column('act', 'text', 'What was done'),
  column('subject', 'text', 'To what'),
  column('before', 'text', 'What it was, as JSON'),
  column('after', 'text', 'What it became, as JSON'),
  column('reason', 'text', 'Why'),
]

export const audit: BookTable = {
  text: 'One row an act of staff, a program or the command line, by the day it was done.',
  table: (reader, days, { config }) =>
    streamedTable(
      columns,
      pagesOf<Row>((last) => actsAfter(reader, days, config.reportingTimezone, last)),
    ),
}

const rows_at_once = 2000

async function actsAfter(
  reader: Reader,
  days: Days,
  zone: string,
  last: Readonly<{ at: string; id: string }> | null,
) {
  const rows = await reader
    .selectFrom('audit')
    .where(madeWithin('at', days, zone))
    .where(after(['at', 'id'], last && [last.at, last.id]))
    .select(['id', 'at', 'who', 'act', 'subject', 'before', 'after', 'reason'])
    .orderBy('at')
    .orderBy('id')
    .limit(rows_at_once)
    .execute()
  return rows.map(({ at, before, after, ...row }) => ({
    ...row,
    at: at.toISOString(),
    before: before && JSON.stringify(before),
    after: after && JSON.stringify(after),
  }))
}
