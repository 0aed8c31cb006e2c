import { failureInWords } from '../../members/failure.ts'
import type { MemberRecord, PaymentRow, SubscriptionRow } from '../../members/record.ts'
import { stateWords } from '../../members/state.ts'
import { type Happening, timelineOf } from '../../members/timeline.ts'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { writeDay, writeInstant } from '../desk/days.ts'
import { inColumn, State } from '../desk/figures.tsx'
import type { MemberEntry } from './money.ts'
import { amountInWords, happeningInWords, sentenceOf, stateTones } from './words.ts'

type RecordProps = Readonly<{
  record: MemberRecord
  entries: readonly MemberEntry[]
  zone: string
}>

/** One person's support: what they hold, what they paid, what the books say of it, what happened. */
export const MemberPage = ({ record, entries, zone }: RecordProps) => (
  <>
    <p>
      <a href="/desk/people">All members</a>
    </p>
    <h1>{sentenceOf(record.member, zone)}</h1>
    <Facts record={record} zone={zone} />
    <Subscriptions subscriptions={record.subscriptions} zone={zone} />
    <Payments payments={record.payments} zone={zone} />
    <Entries entries={entries} zone={zone} />
    <Timeline happenings={timelineOf(record)} zone={zone} />
  </>
)

const Facts = ({ record: { member }, zone }: Pick<RecordProps, 'record' | 'zone'>) => (
  <dl class="facts">
    <dt>State</dt>
    <dd>
      <State tone={stateTones[member.state]}>{stateWords[member.state].word}</State>{' '}
      {stateWords[member.state].meaning}
    </dd>
    <dt>Address</dt>
    <dd>{member.email ?? 'none known'}</dd>
    <dt>Amount</dt>
    <dd>{amountInWords(member.amount_minor, member.currency, member.frequency) ?? 'none'}</dd>
    <dt>Since</dt>
    <dd>{member.since === null ? 'not yet' : writeDay(member.since, zone)}</dd>
    {member.until === null ? null : (
      <>
        <dt>{member.state === 'member' ? 'Paid until' : 'Until'}</dt>
        <dd>{writeDay(member.until, zone)}</dd>
      </>
    )}
    <dt>Id</dt>
    <dd>
      <code>{member.id}</code>
    </dd>
  </dl>
)

type SubscriptionsProps = { subscriptions: readonly SubscriptionRow[]; zone: string }

const Subscriptions = ({ subscriptions, zone }: SubscriptionsProps) =>
  subscriptions.length === 0 ? null : (
    <DataTable
      caption="Memberships"
      narrow="cards"
      columns={[
        { label: 'Began' },
        { label: 'Amount', lead: true },
        ...['Status at Stripe', 'Next or last day', 'Campaign'].map((label) => ({ label })),
      ]}
      rows={subscriptions.map((held) => [
        writeDay(held.started_at, zone),
        amountInWords(held.amount_minor, held.currency, held.frequency) ?? '—',
        held.paused ? `${held.raw_status}, paused` : held.raw_status,
        lastDay(held, zone),
        held.campaign ?? '—',
      ])}
    />
  )

function lastDay({ period_end, ends_at, ended_at }: SubscriptionRow, zone: string): string {
  if (ended_at !== null) return `ended ${writeDay(ended_at, zone)}`
  if (ends_at !== null) return `ends ${writeDay(ends_at, zone)}`
  return period_end === null ? '—' : `renews ${writeDay(period_end, zone)}`
}

const Payments = ({ payments, zone }: { payments: readonly PaymentRow[]; zone: string }) =>
  payments.length === 0 ? (
    <p class="soft">No payment yet.</p>
  ) : (
    <DataTable
      caption="Payments"
      narrow="cards"
      columns={[{ label: 'When' }, { label: 'For' }, { label: 'What became of it' }, amountColumn]}
      rows={payments.map((payment) => [
        writeInstant(payment.made_at, zone),
        payment.class ?? 'not known yet',
        outcomeOf(payment),
        amountInWords(payment.amount_minor, payment.currency) ?? '—',
      ])}
    />
  )
const amountColumn = { label: 'Amount', number: true, lead: true }

function outcomeOf(payment: PaymentRow): string {
  const { state, failure, refunded_minor, amount_minor, currency, dispute } = payment
  if (state === 'failed') return `Failed. ${failureInWords(failure)}`
  if (state === 'pending') return 'Under way'
  const refund = amountInWords(refunded_minor, currency)
  return [
    'Paid',
    ...(refunded_minor === 0n
      ? []
      : refunded_minor === amount_minor
        ? ['refunded']
        : [`${refund} refunded`]),
    ...(dispute === 'none' ? [] : [`dispute ${dispute}`]),
  ].join(', ')
}

const Entries = ({ entries, zone }: Pick<RecordProps, 'entries' | 'zone'>) =>
  entries.length === 0 ? null : (
    <DataTable
      caption="In the ledger"
      narrow="cards"
      columns={[
        ...['When', 'Kind', 'Currency'].map((label) => ({ label })),
        { label: 'Gross', number: true, lead: true },
        ...['Fee', 'Net'].map((label) => ({ label, number: true })),
      ]}
      rows={entries.map((entry) => [
        writeInstant(entry.occurred_at, zone),
        entry.kind.replaceAll('_', ' '),
        entry.currency,
        ...[entry.amount_minor, entry.fee_minor, entry.net_minor].map((minor) =>
          inColumn(minor, entry.currency),
        ),
      ])}
    />
  )

const Timeline = ({ happenings, zone }: { happenings: readonly Happening[]; zone: string }) => (
  <section>
    <h2>What happened</h2>
    <ol class="timeline">
      {happenings.map((happening) => (
        <li>
          <time datetime={happening.at.toISOString()}>{writeDay(happening.at, zone)}</time>{' '}
          {happeningInWords(happening)}
        </li>
      ))}
    </ol>
  </section>
)
