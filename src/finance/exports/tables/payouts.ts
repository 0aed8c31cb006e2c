import type { Reader } from '../../../platform/database/connection.ts'
import { minorJson } from '../../../platform/money/money.ts'
import { onePage } from '../pages.ts'
import { amount, type Column, column, streamedTable } from '../table.ts'
import { type BookTable, type Days, dayWithin } from './book-table.ts'

type Row = Awaited<ReturnType<typeof arrived>>[number]

const columns: readonly Column<Row>[] = [
  column('id', 'text', 'Stripe’s payout'),
  column('arrival', 'day', 'The day that Stripe says it reaches the bank'),
  column('currency', 'text', 'The currency of the amount'),
  amount('amount_minor', 'Sent to the bank'),
  column('status', 'text', 'Stripe’s word for where it is'),
  column('automatic', 'flag', 'Whether Stripe made it by the schedule'),
  column('reconciliation_status', 'text', 'Stripe’s word for whether its transactions are known'),
  column('failure', 'text', 'Why it failed'),
  column('trace_id', 'text', 'What the bank statement says'),
  column('balance_transaction', 'text', 'The balance transaction that took it'),
  column('failure_balance_transaction', 'text', 'The one that gave it back'),
  column('created', 'instant', 'When it was made, in UTC'),
]

export const payouts: BookTable = {
  text: 'One row a payout, by the day of its arrival.',
  table: (reader, days) =>
    streamedTable(
      columns,
      onePage(() => arrived(reader, days)),
    ),
}

async function arrived(reader: Reader, days: Days) {
  const rows = await reader
    .selectFrom('payout')
    .where(dayWithin('arrival', days))
    .select(['id', 'arrival', 'currency', 'amount_minor', 'status', 'automatic', 'failure'])
    .select(['reconciliation_status', 'trace_id', 'balance_transaction', 'created'])
    .select('failure_balance_transaction')
    .orderBy('arrival')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...row,
    amount_minor: minorJson(row.amount_minor),
    created: row.created.toISOString(),
  }))
}
