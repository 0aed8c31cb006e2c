import type { Reader } from '../../../platform/database/connection.ts'
import { minorJson } from '../../../platform/money/money.ts'
import { pagesOf } from '../pages.ts'
import { amount, type Column, column, streamedTable } from '../table.ts'
import { after, type BookTable, type Days, dayWithin } from './book-table.ts'

type Row = Awaited<ReturnType<typeof changesAfter>>[number]

const columns: readonly Column<Row>[] = [
  column('event_id', 'text', 'What told of the change'),
  column('day', 'day', 'The day that it counts on, in the reporting zone'),
  column('at', 'instant', 'When it took effect, in UTC'),
  column('kind', 'text', 'created, updated, deleted; began, seen, ended where no event told it'),
  column('subscription', 'text', 'Stripe’s subscription'),
  column('member_id', 'text', 'Whose it is, as an id'),
  column('status_before', 'text', 'Stripe’s status until then'),
  column('status', 'text', 'Stripe’s status since'),
  column('paused_before', 'flag', 'Whether its collection was paused until then'),
  column('paused', 'flag', 'Whether its collection is paused since'),
  column('currency', 'text', 'The currency of the amounts'),
  amount('amount_before_minor', 'Each interval until then'),
  amount('amount_minor', 'Each interval since'),
  column('interval_unit', 'text', 'day, week, month or year'),
  column('interval_count', 'count', 'How many of them make an interval'),
  column('pause_reason', 'text', 'Why it is paused'),
  column('end_reason', 'text', 'Why it ended'),
]

/** What recurring revenue and its movements are worked from. */
export const subscriptionChanges: BookTable = {
  text: 'One row a change of a subscription, by the day it counts on.',
  table: (reader, days) =>
    streamedTable(
      columns,
      pagesOf<Row>((last) => changesAfter(reader, days, last)),
    ),
}

const rows_at_once = 5000
type Place = Readonly<{ day: string; subscription: string; event_id: string }>

async function changesAfter(reader: Reader, days: Days, last: Place | null) {
  const order = ['change.day', 'change.subscription', 'change.event_id'] as const
  const rows = await reader
    .selectFrom('subscription_change as change')
    .leftJoin('subscription', 'subscription.id', 'change.subscription')
    .where(dayWithin('change.day', days))
    .where(after(order, last && [last.day, last.subscription, last.event_id]))
    .select(['change.event_id', 'change.day', 'change.at', 'change.kind', 'change.subscription'])
    .select(['subscription.member_id', 'change.status_before', 'change.status'])
    .select(['change.paused_before', 'change.paused', 'change.currency'])
    .select(['change.amount_before_minor', 'change.amount_minor', 'change.interval_unit'])
    .select(['change.interval_count', 'change.pause_reason', 'change.end_reason'])
    .orderBy('change.day')
    .orderBy('change.subscription')
    .orderBy('change.event_id')
    .limit(rows_at_once)
    .execute()
  return rows.map(({ amount_before_minor: before, ...row }) => ({
    ...row,
    at: row.at.toISOString(),
    amount_before_minor: before === null ? null : minorJson(before),
    amount_minor: minorJson(row.amount_minor),
  }))
}
