import { bookedIncomes } from '../../../ledger/income/booked.ts'
import type { Reader } from '../../../platform/database/connection.ts'
import { minorJson } from '../../../platform/money/money.ts'
import { pagesOf } from '../pages.ts'
import { amount, type Column, column, streamedTable } from '../table.ts'
import { after, type BookTable, type Days, dayWithin } from './book-table.ts'

type Row = Awaited<ReturnType<typeof incomesAfter>>[number]

const columns: readonly Column<Row>[] = [
  column('id', 'text', 'The row of the ledger'),
  column('day', 'day', 'The day that it counts on'),
  column('class', 'text', 'What the income is'),
  column('channel', 'text', 'How readers’ money came in'),
  column('currency', 'text', 'The currency of the amounts'),
  amount('amount_minor', 'Before fees; below zero in a row that takes another back'),
  amount('fee_minor', 'Kept by the channel'),
  column('payer', 'text', 'Who paid, as the document names them; empty where it is a reader'),
  column('document', 'text', 'The document it was entered by, once a class'),
  column('reference', 'text', 'Where the document is kept, as said last'),
  column('estimated', 'flag', 'Whether it is an estimate'),
  column('reverses', 'text', 'The row that it takes back'),
  column('reversed_by', 'text', 'The row that took it back'),
  column('reason', 'text', 'Why it takes another back'),
  column('entered_by', 'text', 'Who entered it'),
  column('entered_at', 'instant', 'When it was entered, in UTC'),
]

export const income: BookTable = {
  text: 'One row an income entered by finance or taken back, by the day it counts on.',
  table: (reader, days) =>
    streamedTable(
      columns,
      pagesOf<Row>((last) => incomesAfter(reader, days, last)),
    ),
}

const rows_at_once = 2000

async function incomesAfter(
  reader: Reader,
  days: Days,
  last: Readonly<{ day: string; id: string }> | null,
) {
  const rows = await bookedIncomes(reader)
    .where(dayWithin('entry.day', days))
    .where(after(['entry.day', 'entry.id'], last && [last.day, last.id]))
    .orderBy('entry.day')
    .orderBy('entry.id')
    .limit(rows_at_once)
    .execute()
  return rows.map((row) => ({
    ...row,
    amount_minor: minorJson(row.amount_minor),
    fee_minor: minorJson(row.fee_minor),
    payer: row.class === 'reader' ? null : row.payer,
    entered_at: row.entered_at.toISOString(),
  }))
}
