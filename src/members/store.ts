import { type Insertable, sql, type Transaction, type Updateable } from 'kysely'
import { excluded } from '../platform/database/excluded.ts'
import type {
  InvoiceTable,
  PaymentTable,
  SubscriptionTable,
} from '../platform/database/member-tables.ts'
import type { Schema } from '../platform/database/schema.ts'
import { exactJson } from '../platform/exact-json.ts'
import { lastOfEach, writesOf } from '../platform/gathered.ts'
import { grantsOf } from './grants.ts'
import { type SupportFacts, standingOf } from './membership.ts'
import { tellOfPersons } from './person-news.ts'

type Trx = Transaction<Schema>

type NewSubscription = Omit<Insertable<SubscriptionTable>, 'known_status'>

/** Takes the place of what was known of this subscription; a status we know is remembered as such. */
export const writeSubscription = writesOf(async (trx: Trx, news: readonly NewSubscription[]) => {
  const rows = lastOfEach(news, ({ id }) => id).map((row) => ({
    ...row,
    known_status: row.status === 'unknown' ? null : row.status,
  }))
  const written = await trx
    .insertInto('subscription')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['member_id', 'id']).doUpdateSet({
        ...excluded(rows, ['member_id', 'id']),
        known_status: sql`coalesce(excluded.known_status, subscription.known_status)`,
        tx: lastTelling('subscription', ['ended_at']),
      }),
    )
    .returning(['member_id', sql<boolean>`xmax = 0`.as('is_new')])
    .execute()
  // Its changes may have been told before it was known whose it is.
  await tellOfPersons(
    trx,
    written.filter(({ is_new }) => is_new).map(({ member_id }) => member_id),
  )
})

/** The customer of a subscription that Stripe no longer has: it is over since `at`. */
export async function endSubscription(trx: Trx, id: string, at: Date): Promise<string | null> {
  const row = await trx
    .updateTable('subscription')
    .set((eb) => ({
      status: 'canceled',
      raw_status: 'canceled',
      known_status: 'canceled',
      ended_at: eb.fn.coalesce('ended_at', eb.val(at)),
      end_reason: eb.fn.coalesce('end_reason', eb.val('customer_deleted')),
      tx: sql<string>`pg_current_xact_id()`,
    }))
    .where('id', '=', id)
    .returning('member_id')
    .executeTakeFirst()
  return row?.member_id ?? null
}

/** The ids of a customer's subscriptions that are known. */
export async function subscriptionsOfCustomer(trx: Trx, customer: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('subscription')
    .select('id')
    .where('customer', '=', customer)
    .execute()
  return rows.map(({ id }) => id)
}

/** What is learned of a payment from elsewhere: how a dispute over it stands, a bank's warning. */
export type PaymentNote = Readonly<
  Pick<Updateable<PaymentTable>, 'dispute' | 'dispute_reason' | 'dispute_due_at'> &
    Pick<Updateable<PaymentTable>, 'disputed_at' | 'dispute_closed_at'> &
    Pick<Updateable<PaymentTable>, 'fraud_warning' | 'fraud_warned_at'>
>

type NewPayment = Omit<Insertable<PaymentTable>, 'class' | keyof PaymentNote>

/** Takes the place of what was known of this charge; its class and notes are learned elsewhere. */
export const writePayment = writesOf(async (trx: Trx, news: readonly NewPayment[]) => {
  const rows = lastOfEach(news, ({ id }) => id)
  await trx
    .insertInto('payment')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['member_id', 'id']).doUpdateSet(excluded(rows, ['member_id', 'id'])),
    )
    .execute()
})

/** Says of the payments of these origins what they are for, where that is known; answers whose they are. */
export async function classifyPayments(trx: Trx, keys: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ member_id: string }>`
    update payment p set class = o.class
    from origin o
    where (p.payment_intent = any(${keys}) or p.id = any(${keys}))
      and o.key in (p.payment_intent, p.id) and o.key = any(${keys})
      and o.class is not null and p.class is distinct from o.class
    returning p.member_id`.execute(trx)
  return rows.map(({ member_id }) => member_id)
}

/** Notes something about a charge; answers whose payment it is, null when it is nobody's. */
export async function notePayment(
  trx: Trx,
  charge: string,
  note: PaymentNote,
): Promise<string | null> {
  const row = await trx
    .updateTable('payment')
    .set(note)
    .where('id', '=', charge)
    .returning('member_id')
    .executeTakeFirst()
  return row?.member_id ?? null
}

/** When the dispute over a charge was closed, unless its money has told that already. */
export async function noteDisputeEnd(
  trx: Trx,
  { charge, at }: { charge: string; at: Date },
): Promise<void> {
  await trx
    .updateTable('payment')
    .set((eb) => ({ dispute_closed_at: eb.fn.coalesce('dispute_closed_at', eb.val(at)) }))
    .where('id', '=', charge)
    .execute()
}

export const writeInvoice = writesOf(
  async (trx: Trx, news: readonly Insertable<InvoiceTable>[]) => {
    const rows = lastOfEach(news, ({ id }) => id)
    await trx
      .insertInto('invoice')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({
          ...excluded(rows, ['id']),
          tx: lastTelling('invoice', ['period_start', 'period_end']),
        }),
      )
      .execute()
  },
)

/** The transaction that last changed one of these columns: this one, or still the one before. */
function lastTelling(table: 'invoice' | 'subscription', columns: readonly string[]) {
  const named = (source: string) =>
    sql.join(columns.map((column) => sql.ref(`${source}.${column}`)))
  return sql<string>`case when (${named(table)}) is distinct from (${named('excluded')})
    then pg_current_xact_id() else ${sql.ref(`${table}.tx`)} end`
}

/**
 * Derives these members' rows from their facts. The rows are locked, in one order, before the facts are
 * read: of two writers the second sees what the first has written, so that neither's news are lost.
 */
export async function refreshMembers(
  trx: Trx,
  ids: readonly string[],
  { now, supporterMonths }: { now: Date; supporterMonths: number },
): Promise<void> {
  if (ids.length === 0) return
  await sql`select from member where id = any(${ids}) order by id for update`.execute(trx)
  const facts = await supportFacts(trx, ids)
  const rows = facts.map(({ id, ...each }) => ({
    id,
    ...standingOf(each, { now, supporterMonths }),
  }))
  const json = exactJson(rows)
  await sql`
    update member m
    set state = s.state, raw_status = s.raw_status, since = s.since, until = s.until,
      ending = s.ending, frequency = s.frequency, amount_minor = s.amount_minor,
      currency = s.currency, updated_at = ${now}
    from jsonb_to_recordset(${json}::jsonb) as s (id text, state text, raw_status text,
      since timestamptz, until timestamptz, ending boolean, frequency text, amount_minor bigint,
      currency text)
    where m.id = s.id`.execute(trx)
}

async function supportFacts(
  trx: Trx,
  ids: readonly string[],
): Promise<(SupportFacts & { id: string })[]> {
  const customers = byMember(await customersOf(trx, ids))
  const subscriptions = byMember(await subscriptionsOf(trx, ids))
  const payments = byMember(await paymentsOf(trx, ids))
  const grants = byMember(await grantsOf(trx, ids))
  return ids.map((id) => ({
    id,
    subscriptions: subscriptions.get(id) ?? [],
    payments: payments.get(id) ?? [],
    grants: grants.get(id) ?? [],
    deleted_at: lastDeletion((customers.get(id) ?? []).map(({ deleted_at }) => deleted_at)),
  }))
}

function byMember<Row extends { member_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, ({ member_id }) => member_id)
}

/** When the last of a person's customers was deleted; null while there is one, or never was any. */
function lastDeletion(deletions: readonly (Date | null)[]): Date | null {
  const gone = deletions.filter((at) => at !== null).sort((a, b) => a.getTime() - b.getTime())
  return gone.length === deletions.length ? (gone.at(-1) ?? null) : null
}

function customersOf(trx: Trx, ids: readonly string[]) {
  return trx
    .selectFrom('member_customer')
    .select(['member_id', 'deleted_at'])
    .where('member_id', '=', anyOf(ids))
    .execute()
}

async function subscriptionsOf(trx: Trx, ids: readonly string[]) {
  const rows = await trx
    .selectFrom('subscription as s')
    .leftJoin('member_customer as c', 'c.customer', 's.customer')
    .select(['s.id', 's.status', 's.raw_status', 's.paused', 's.started_at', 's.period_end'])
    .select(['s.ends_at', 's.ended_at', 's.amount_minor', 's.currency', 's.frequency'])
    .select(['s.member_id', 'c.deleted_at'])
    .where('s.member_id', '=', anyOf(ids))
    .orderBy('s.id')
    .execute()
  // Stripe ends the subscriptions of a customer whom it deletes (domain/stripe.md 4.1)
  return rows.map(({ deleted_at, ...row }) =>
    deleted_at === null
      ? row
      : { ...row, status: 'canceled' as const, ended_at: row.ended_at ?? deleted_at },
  )
}

function paymentsOf(trx: Trx, ids: readonly string[]) {
  return trx
    .selectFrom('payment')
    .select(['id', 'class', 'state', 'amount_minor', 'refunded_minor', 'currency', 'dispute'])
    .select(['made_at', 'returned', 'member_id'])
    .where('member_id', '=', anyOf(ids))
    .orderBy('made_at')
    .orderBy('id')
    .execute()
}

/** One parameter for any number of ids, so that the statement stays the same. */
function anyOf(ids: readonly string[]) {
  return sql<string>`any(${ids})`
}
