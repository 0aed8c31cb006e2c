import type { Card } from '../../members/cards.ts'
import type { OpenInvoice } from '../../members/open-invoices.ts'
import type { PaymentRow } from '../../members/payments.ts'
import type { MemberRecord } from '../../members/record.ts'
import { stateWords } from '../../members/state.ts'
import type { SubscriptionRow } from '../../members/subscriptions.ts'
import { type Happening, timelineOf } from '../../members/timeline.ts'
import type { MailRow } from '../../platform/mail/sent.ts'
import type { ShownMails } from '../../platform/mail/shown.ts'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { writeDay, writeInstant } from '../desk/days.ts'
import { inColumn, State } from '../desk/figures.tsx'
import { MailsSent } from './mails-sent.tsx'
import type { MemberEntry } from './money.ts'
import { outcomeOf, purposeOf } from './payment-words.ts'
import { statusInWords } from './subscription-words.ts'
import { amountInWords, happeningInWords, sentenceOf, stateTones } from './words.ts'
import { WordsSaid } from './words-said.tsx'

type RecordProps = Readonly<{
  record: MemberRecord
  entries: readonly MemberEntry[]
  mails: readonly MailRow[]
  kinds: ShownMails['kinds']
  zone: string
}>

/** One person's support: what they hold, what they paid, what the books say of it, what happened. */
export const MemberPage = ({ record, entries, mails, kinds, zone }: RecordProps) => (
  <>
    <p>
      <a href="/desk/people">All members</a>
    </p>
    <h1>{sentenceOf(record, zone)}</h1>
    <Facts record={record} zone={zone} />
    <Subscriptions subscriptions={record.subscriptions} zone={zone} />
    <OpenInvoices invoices={record.openInvoices} zone={zone} />
    <Payments payments={record.payments} zone={zone} />
    <Entries entries={entries} zone={zone} />
    <WordsSaid words={record.words} zone={zone} />
    <MailsSent {...{ mails, kinds, zone }} />
    <Timeline happenings={timelineOf(record)} zone={zone} />
  </>
)

const Facts = ({ record: { member, cards }, zone }: Pick<RecordProps, 'record' | 'zone'>) => (
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
    {cards.slice(0, 1).map((card) => (
      <>
        <dt>Card</dt>
        <dd>{cardInWords(card, zone)}</dd>
      </>
    ))}
    <dt>Id</dt>
    <dd>
      <code>{member.id}</code>
    </dd>
  </dl>
)

function cardInWords({ last4, expires, at }: Card, zone: string): string {
  const until = expires === null ? '' : `, valid to ${expires.slice(5)}/${expires.slice(0, 4)}`
  return `ends in ${last4 ?? '—'}${until}; its bank renewed it by itself on ${writeDay(at, zone)}`
}

type SubscriptionsProps = { subscriptions: readonly SubscriptionRow[]; zone: string }

const Subscriptions = ({ subscriptions, zone }: SubscriptionsProps) =>
  subscriptions.length === 0 ? null : (
    <DataTable
      caption="Memberships"
      narrow="cards"
      columns={['Began', { label: 'Amount', lead: true }, 'Status', 'Next or last day', 'Campaign']}
      rows={subscriptions.map((held) => [
        writeDay(held.started_at, zone),
        rhythmInWords(held),
        statusInWords(held, zone),
        lastDay(held, zone),
        held.campaign ?? '—',
      ])}
    />
  )

/** `€5.00 a month`, `€12.00 every 3 months`. */
function rhythmInWords(held: SubscriptionRow): string {
  const { amount_minor, currency, frequency, interval_unit, interval_count } = held
  const amount = amountInWords(amount_minor, currency, frequency) ?? '—'
  if (frequency !== 'other') return amount
  return interval_count === 1
    ? `${amount} a ${interval_unit}`
    : `${amount} every ${interval_count} ${interval_unit}s`
}

function lastDay({ period_end, ends_at, ended_at }: SubscriptionRow, zone: string): string {
  if (ended_at !== null) return `ended ${writeDay(ended_at, zone)}`
  if (ends_at !== null) return `ends ${writeDay(ends_at, zone)}`
  return period_end === null ? '—' : `renews ${writeDay(period_end, zone)}`
}

type OpenInvoicesProps = { invoices: readonly OpenInvoice[]; zone: string }

const OpenInvoices = ({ invoices, zone }: OpenInvoicesProps) =>
  invoices.length === 0 ? null : (
    <DataTable
      caption="Billed and not paid"
      narrow="cards"
      columns={[
        'Billed',
        { label: 'Due', lead: true },
        'Tries',
        'Next try',
        'To pay or confirm it',
      ]}
      rows={invoices.map(({ created, due_minor, currency, attempt_count, pay_url, ...rest }) => [
        writeDay(created, zone),
        amountInWords(due_minor, currency) ?? '—',
        String(attempt_count),
        nextTry(rest, zone),
        pay_url === null ? '—' : <a href={pay_url}>Stripe’s page for the person</a>,
      ])}
    />
  )

function nextTry(
  { status, next_attempt_at }: Pick<OpenInvoice, 'status' | 'next_attempt_at'>,
  zone: string,
): string {
  if (status === 'uncollectible') return 'none: written off'
  return next_attempt_at === null ? 'none' : writeInstant(next_attempt_at, zone)
}

const Payments = ({ payments, zone }: { payments: readonly PaymentRow[]; zone: string }) =>
  payments.length === 0 ? (
    <p class="soft">No payment yet.</p>
  ) : (
    <DataTable
      caption="Payments"
      narrow="cards"
      columns={['When', 'For', 'What became of it', amountColumn]}
      rows={payments.map((payment) => [
        writeInstant(payment.made_at, zone),
        purposeOf(payment),
        outcomeOf(payment, zone),
        amountInWords(payment.amount_minor, payment.currency) ?? '—',
      ])}
    />
  )
const amountColumn = { label: 'Amount', number: true, lead: true }

const Entries = ({ entries, zone }: Pick<RecordProps, 'entries' | 'zone'>) =>
  entries.length === 0 ? null : (
    <DataTable
      caption="In the ledger"
      narrow="cards"
      columns={[
        'When',
        'Kind',
        'Currency',
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
