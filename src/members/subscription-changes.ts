import { type Insertable, type Selectable, sql, type Transaction } from 'kysely'
import type { Reader } from '../platform/database/connection.ts'
import type { SubscriptionChangeTable } from '../platform/database/member-tables.ts'
import type { Schema } from '../platform/database/schema.ts'
import { writesOf } from '../platform/gathered.ts'

export type NewSubscriptionChange = Readonly<Insertable<SubscriptionChangeTable>>
export type SubscriptionChange = Readonly<Selectable<SubscriptionChangeTable>>

/** Keeps what changed about a subscription, each event's word once. */
export const recordSubscriptionChange = writesOf(
  (trx: Transaction<Schema>, changes: readonly NewSubscriptionChange[]) =>
    trx
      .insertInto('subscription_change')
      .values(changes)
      .onConflict((conflict) => conflict.columns(['subscription', 'event_id']).doNothing())
      .execute(),
)

/**
 * How one person's subscriptions changed, the oldest first. Stripe counts whole seconds: of one second
 * a beginning stands before a change and a change before the end. One change may come as two events
 * (domain/stripe.md 4.2), and is one here.
 */
export function changesOfMember(reader: Reader, member_id: string): Promise<SubscriptionChange[]> {
  return reader
    .selectFrom('subscription_change as c')
    .innerJoin('subscription as s', 's.id', 'c.subscription')
    .selectAll('c')
    .where('s.member_id', '=', member_id)
    .where(isFirstTold)
    .orderBy('c.at')
    .orderBy(({ fn, val }) =>
      fn<number>('array_position', [val(['created', 'updated', 'deleted']), 'c.kind']),
    )
    .orderBy('c.event_id')
    .execute()
}

const isFirstTold = sql<boolean>`not exists (
  select from subscription_change twin
  where twin.subscription = c.subscription and twin.event_id < c.event_id
    and to_jsonb(twin) - 'event_id' = to_jsonb(c) - 'event_id'
)`
