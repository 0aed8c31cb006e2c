import type {
  PayoutRow,
  ReconciliationPeriod,
} from '../../../finance/reconciliation/reconciliation-period.ts'
import { reconciliationKind } from '../../../finance/reconciliation/routes.ts'
import { Notice } from '../../../platform/ui/components.tsx'
import { DataTable } from '../../../platform/ui/data-table.tsx'
import { countOf, Figure, inColumn, inWords, State } from '../figures.tsx'
import { minor } from '../report/columns.tsx'
import { reportPage, type Shown } from '../report/page.tsx'
import { spanName } from '../report/span.ts'
import { pageBehind } from '../words.ts'
import { PayoutCalendars } from './calendars.tsx'
import { statusTones, statusWords } from './status.ts'

type ShownPayouts = Shown<ReconciliationPeriod>

/** `/desk/reconciliation`: what Stripe sent to the bank, held against what it was made of. */
export const reconciliationPage = reportPage({
  kind: reconciliationKind,
  title: 'Payouts',
  sentence,
  without: ['basis'],
  tables: ({ query, currency }) => [
    {
      caption: `Stripe’s balance by ${query.interval}, in ${currency}`,
      columns: [
        minor('opening_minor', 'Opening'),
        minor('activity_minor', 'Activity'),
        minor('payouts_minor', 'Payouts'),
        minor('closing_minor', 'Closing'),
        minor('arrived_minor', 'Arrived at the bank'),
        minor('in_transit_closing_minor', 'In transit at the end'),
      ],
    },
  ],
  charts: (shown) => <PayoutCalendars {...shown} />,
  more: (shown) => <Payouts {...shown} />,
})

function sentence({ report: { periods, total }, query, currency }: ShownPayouts): string {
  const when = spanName(periods, query.interval)
  if (total.payouts.length === 0) return `No payout reached the bank in ${when}`
  const sum = inWords(BigInt(total.arrived_minor), currency)
  const those = (status: PayoutRow['status']) =>
    total.payouts.filter((payout) => payout.status === status).length
  const [wrong, unknown] = [those('mismatch'), those('no_transactions')]
  if (wrong > 0) {
    return `${sum} reached the bank in ${when}; ${wrong} of ${total.payouts.length} payouts are not what they took`
  }
  return unknown > 0
    ? `${sum} reached the bank in ${when}; ${countOf(unknown, 'payout')} cannot be matched`
    : `${sum} reached the bank in ${when}, none of it unexplained`
}

/** Every payout with what it took less its amount. */
const Payouts = ({ report: { total }, currency, role }: ShownPayouts) =>
  total.payouts.length === 0 ? (
    <Notice>
      <p>Payouts appear here when Stripe sends money to the bank.</p>
    </Notice>
  ) : (
    <DataTable
      caption={`Payouts by arrival, in ${currency}`}
      narrow="cards"
      columns={[
        'Arrival',
        'Payout',
        { label: 'Amount', number: true, lead: true },
        'State',
        { label: 'Unexplained', number: true },
      ]}
      rows={total.payouts.map((payout) => [
        payout.arrival,
        <>
          <code id={payout.id}>{payout.id}</code>
          {payout.kind === 'return' ? ', sent back by the bank' : ''}
        </>,
        <Figure href={pageBehind(payout.entries_url, role)}>
          {inColumn(BigInt(payout.amount_minor), currency)}
        </Figure>,
        <State tone={statusTones[payout.status]}>{statusWords[payout.status]}</State>,
        payout.difference_minor === null
          ? '—'
          : inColumn(BigInt(payout.difference_minor), currency),
      ])}
    />
  )
