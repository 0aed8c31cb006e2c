import { amount, type Column, column, periodsTable, type Table } from '../exports/table.ts'
import type { PayoutRow, ReconciliationPeriod } from './reconciliation-period.ts'
import type { Reconciliation } from './report.ts'

type Row = Omit<ReconciliationPeriod, 'payouts' | 'entries'>

const days: readonly Column<Pick<Row, 'from' | 'to'>>[] = [
  column('from', 'day', 'The first day of the period'),
  column('to', 'day', 'The day after its last'),
]
const currency = column('currency', 'text', 'The currency of the balance')

const columns: readonly Column<Row>[] = [
  ...days,
  currency,
  amount('opening_minor', 'Stripe’s balance before the first day'),
  amount('activity_minor', 'Everything that moved it but payouts, after fees'),
  amount('payouts_minor', 'What left it for the bank, less what the bank sent back'),
  amount('closing_minor', 'Opening plus activity less payouts: Stripe’s balance'),
  amount('arrived_minor', 'What arrived at the bank, less what it sent back'),
  amount('in_transit_opening_minor', 'Had left the balance and not arrived before the first day'),
  amount('in_transit_closing_minor', 'Has left the balance and not arrived by the end'),
]

type PayoutOfPeriod = Pick<Row, 'from' | 'to' | 'currency'> & PayoutRow

const payoutColumns: readonly Column<PayoutOfPeriod>[] = [
  ...days,
  currency,
  column('id', 'text', 'Stripe’s id of the payout'),
  column('kind', 'text', 'payout, or return where the bank sent it back'),
  column('arrival', 'day', 'The day on which it arrived or came back'),
  amount('amount_minor', 'What arrived; negative when it came back'),
  column('status', 'text', 'matched, mismatch or no_transactions'),
  amount('difference_minor', 'The sum of what it took less its amount'),
]

/** One row a period. */
export function reconciliationTable({ periods }: Reconciliation): Table {
  return periodsTable(columns, periods)
}

/** One row a payout of each period. */
export function payoutsTable({ periods }: Reconciliation): Table {
  return periodsTable(
    payoutColumns,
    periods.flatMap(({ from, to, currency, payouts }) =>
      payouts.map((payout) => ({ from, to, currency, ...payout })),
    ),
  )
}
