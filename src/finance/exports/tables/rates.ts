import type { Reader } from '../../../platform/database/connection.ts'
import { pagesOf } from '../pages.ts'
import { type Column, column, streamedTable } from '../table.ts'
import { after, type BookTable, type Days, dayWithin } from './book-table.ts'

type Row = Awaited<ReturnType<typeof ratesAfter>>[number]

const columns: readonly Column<Row>[] = [
  column('day', 'day', 'The day of the rate'),
  column('base', 'text', 'One unit of this'),
  column('currency', 'text', 'is so many of this'),
  column('rate', 'number', 'Units of `currency` for one of `base`, as the source says'),
  column('source', 'text', 'Whose rate it is: ecb or nbu'),
  column('imported_at', 'instant', 'When it was imported, in UTC'),
]

export const rates: BookTable = {
  text: 'One row a reference rate, by its day; a rate is never changed.',
  table: (reader, days) =>
    streamedTable(
      columns,
      pagesOf<Row>((last) => ratesAfter(reader, days, last)),
    ),
}

const rows_at_once = 5000

async function ratesAfter(reader: Reader, days: Days, last: Place | null) {
  const rows = await reader
    .selectFrom('rate')
    .where(dayWithin('day', days))
    .where(after(['day', 'base', 'currency'], last && [last.day, last.base, last.currency]))
    .select(['day', 'base', 'currency', 'rate', 'source', 'imported_at'])
    .orderBy('day')
    .orderBy('base')
    .orderBy('currency')
    .limit(rows_at_once)
    .execute()
  return rows.map((row) => ({ ...row, imported_at: row.imported_at.toISOString() }))
}

type Place = Readonly<{ day: string; base: string; currency: string }>
