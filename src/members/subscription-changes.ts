import { type Selectable, sql, type Transaction } from 'kysely'
import { type Reader, readerOf } from '../platform/database/connection.ts'
import type { SubscriptionChangeTable } from '../platform/database/member-tables.ts'
import type { Schema } from '../platform/database/schema.ts'
import { gathered, oncePer, writesOf } from '../platform/gathered.ts'
import { type Price, price } from './price.ts'

/** One change, or one thing seen; what stood before is null where it was not told. */
export type SubscriptionChange = Readonly<
  Omit<Selectable<SubscriptionChangeTable>, 'tx' | 'price' | 'price_before'>
> &
  Readonly<{ price: Price; price_before: Price | null }>

/**
 * The day of the books that something counts on: its own, or one of a later month where its own is
 * closed, and then `true_day` is its own.
 */
export type BookedOn = Pick<SubscriptionChange, 'day' | 'true_day'>

/** Keeps what changed about a subscription: each event's word once, and each thing seen once. */
export const recordSubscriptionChange = writesOf(
  (trx: Transaction<Schema>, changes: readonly SubscriptionChange[]) =>
    trx
      .insertInto('subscription_change')
      .values(
        changes.map((change) => ({
          ...change,
          price: JSON.stringify(change.price),
          price_before: change.price_before && JSON.stringify(change.price_before),
        })),
      )
      .onConflict((conflict) => conflict.columns(['subscription', 'event_id']).doNothing())
      .execute(),
)

/** What is kept of one subscription, for a crowd of them in one statement. */
export const changesOfSubscription = oncePer((trx: Transaction<Schema>) =>
  gathered(
    async (ids: readonly string[]) => {
      const rows = await changes(readerOf(trx)).where('c.subscription', '=', anyOf(ids)).execute()
      const bySubscription = Map.groupBy(rows.map(priced), ({ subscription }) => subscription)
      return (id: string) => bySubscription.get(id) ?? []
    },
    { most: 100 },
  ),
)

/** What is kept of these persons' subscriptions, oldest first, each row with its person. */
export async function changesOfMembers(
  reader: Reader,
  ids: readonly string[],
): Promise<(SubscriptionChange & { member_id: string })[]> {
  const rows = await changes(reader)
    .innerJoin('subscription as s', 's.id', 'c.subscription')
    .where('s.member_id', '=', anyOf(ids))
    .select('s.member_id')
    .orderBy('c.at')
    .orderBy('c.event_id')
    .execute()
  return rows.map(priced)
}

/**
 * What events told of one person's subscriptions, the oldest first. Stripe counts whole seconds: of one
 * second a beginning stands before a change and a change before the end. One change may come as two
 * events (domain/stripe.md 4.2), and is one here.
 */
export async function changesOfMember(
  reader: Reader,
  member_id: string,
): Promise<SubscriptionChange[]> {
  const rows = await changes(reader)
    .innerJoin('subscription as s', 's.id', 'c.subscription')
    .where('s.member_id', '=', member_id)
    .where('c.kind', 'in', ['created', 'updated', 'deleted'])
    .where(isFirstTold)
    .orderBy('c.at')
    .orderBy(({ fn, val }) =>
      fn<number>('array_position', [val(['created', 'updated', 'deleted']), 'c.kind']),
    )
    .orderBy('c.event_id')
    .execute()
  return rows.map(priced)
}

function changes(db: Reader) {
  return db
    .selectFrom('subscription_change as c')
    .select(['c.subscription', 'c.event_id', 'c.at', 'c.day', 'c.true_day', 'c.kind'])
    .select(['c.status_before', 'c.status', 'c.paused_before', 'c.paused'])
    .select(['c.amount_before_minor', 'c.amount_minor', 'c.price_before', 'c.price'])
    .select(['c.interval_unit_before', 'c.interval_count_before'])
    .select(['c.interval_unit', 'c.interval_count', 'c.ends_at_before', 'c.ends_at'])
    .select(['c.pause_reason', 'c.end_reason', 'c.currency'])
}

function priced<Row extends { price: object; price_before: object | null }>(row: Row) {
  const { price: now, price_before: before, ...rest } = row
  return { ...rest, price: price.parse(now), price_before: before && price.parse(before) }
}

/** One parameter for any number of ids, so that the statement stays the same. */
function anyOf(ids: readonly string[]) {
  return sql<string>`any(${ids})`
}

const isFirstTold = sql<boolean>`not exists (
  select from subscription_change twin
  where twin.subscription = c.subscription and twin.event_id < c.event_id
    and to_jsonb(twin) - 'event_id' - 'tx' = to_jsonb(c) - 'event_id' - 'tx'
)`
