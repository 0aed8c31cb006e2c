import type { Reader } from '../../platform/database/connection.ts'
import { amount, type Column, column, streamedTable, type Table } from '../exports/table.ts'
import { entryAnswer } from './answer.ts'
import type { RowsQuery } from './behind.ts'
import { everyEntryRow } from './rows.ts'

type Row = ReturnType<typeof fileRow>

/** The fields of `/api/ledger/entries`, Stripe's ids beside the others. */
const columns: readonly Column<Row>[] = [
  column('id', 'text', 'The row of the ledger'),
  column('occurred_at', 'instant', 'When it happened, in UTC'),
  column('day', 'day', 'The day that it counts on, in the reporting zone'),
  column('true_day', 'day', 'The day it happened on, where the month of that day was closed'),
  column('kind', 'text', 'payment, refund, refund_failure, dispute, … as the API names them'),
  column('class', 'text', 'What the money is; empty until it is known'),
  column('currency', 'text', 'The currency that it was settled in'),
  amount('amount_minor', 'Before fees'),
  amount('fee_minor', 'Kept by Stripe or another channel'),
  amount('net_minor', 'Amount less fee'),
  {
    name: 'figure_minor',
    kind: 'minor',
    meaning: 'What the row contributes to the figure asked for; empty without a rate',
    of: (row) => row.figure_minor,
    currencyOf: (row) => row.figure_currency,
  },
  column('figure_currency', 'text', 'The currency of the figure'),
  column('member_id', 'text', 'Whose money it is, as an id'),
  column('campaign', 'text', 'The campaign it came by'),
  column('article', 'text', 'The article it came by'),
  column('country', 'text', 'The country of the card or account'),
  column('source', 'text', 'stripe, manual or import'),
  column('balance_transaction', 'text', 'Stripe’s balance transaction'),
  column('charge', 'text', 'Stripe’s charge'),
  column('payment_intent', 'text', 'Stripe’s payment intent'),
  column('invoice', 'text', 'Stripe’s invoice'),
  column('refund', 'text', 'Stripe’s refund'),
  column('dispute', 'text', 'Stripe’s dispute'),
  column('payout', 'text', 'Stripe’s payout that took it to the bank'),
]

/** Every row asked for, read while the file is written, oldest first. */
export function entriesTable(reader: Reader, query: RowsQuery): Table {
  return streamedTable(columns, fileRows(reader, query))
}

async function* fileRows(reader: Reader, query: RowsQuery) {
  for await (const page of everyEntryRow(reader, query)) {
    yield page.map((row) => fileRow(entryAnswer(row), query))
  }
}

function fileRow(
  { stripe, ...row }: ReturnType<typeof entryAnswer>,
  { currency: figure_currency }: Pick<RowsQuery, 'currency'>,
) {
  return { ...row, ...stripe, figure_currency }
}
