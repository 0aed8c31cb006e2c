import { type Insertable, sql, type Transaction, type Updateable } from 'kysely'
import type {
  InvoiceTable,
  PaymentTable,
  ReaderClass,
  Schema,
  SubscriptionTable,
} from '../platform/database/schema.ts'
import { type SupportFacts, standingOf } from './membership.ts'

type Trx = Transaction<Schema>

/** Takes the place of what was known of this subscription; a status we know is remembered as such. */
export async function writeSubscription(
  trx: Trx,
  subscription: Omit<Insertable<SubscriptionTable>, 'known_status'>,
): Promise<void> {
  const { id: _, member_id: __, ...news } = subscription
  const known_status = subscription.status === 'unknown' ? null : subscription.status
  await trx
    .insertInto('subscription')
    .values({ ...subscription, known_status })
    .onConflict((conflict) =>
      conflict.columns(['member_id', 'id']).doUpdateSet({
        ...news,
        known_status: known_status ?? sql.ref('subscription.known_status'),
      }),
    )
    .execute()
}

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
    }))
    .where('id', '=', id)
    .returning('member_id')
    .executeTakeFirst()
  return row?.member_id ?? null
}

/** What is learned of a payment from elsewhere: how a dispute over it stands, a bank's warning. */
export type PaymentNote = Readonly<
  Pick<Updateable<PaymentTable>, 'dispute' | 'dispute_reason' | 'dispute_due_at'> &
    Pick<Updateable<PaymentTable>, 'fraud_warning' | 'fraud_warned_at'>
>

/** Takes the place of what was known of this charge; its class and notes are learned elsewhere. */
export async function writePayment(
  trx: Trx,
  payment: Omit<Insertable<PaymentTable>, 'class' | keyof PaymentNote>,
): Promise<void> {
  const { id: _, member_id: __, ...news } = payment
  await trx
    .insertInto('payment')
    .values(payment)
    .onConflict((conflict) => conflict.columns(['member_id', 'id']).doUpdateSet(news))
    .execute()
}

/** What the payments of one intent (or one charge without intent) are for; answers whose they are. */
export async function classifyPayments(
  trx: Trx,
  key: string,
  kind: ReaderClass,
): Promise<string[]> {
  const rows = await trx
    .updateTable('payment')
    .set({ class: kind })
    .where((eb) => eb.or([eb('payment_intent', '=', key), eb('id', '=', key)]))
    .where((eb) => eb('class', 'is distinct from', kind))
    .returning('member_id')
    .execute()
  return [...new Set(rows.map(({ member_id }) => member_id))]
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

export async function writeInvoice(trx: Trx, invoice: Insertable<InvoiceTable>): Promise<void> {
  const { id: _, ...news } = invoice
  await trx
    .insertInto('invoice')
    .values(invoice)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(news))
    .execute()
}

/**
 * Derives the member's row from their facts. The row is locked before the facts are read: of two
 * writers the second sees what the first has written, so that neither's news are lost.
 */
export async function refreshMember(
  trx: Trx,
  member_id: string,
  { now, supporterMonths }: { now: Date; supporterMonths: number },
): Promise<void> {
  await trx.selectFrom('member').select('id').where('id', '=', member_id).forUpdate().execute()
  const standing = standingOf(await supportFacts(trx, member_id), { now, supporterMonths })
  await trx
    .updateTable('member')
    .set({ ...standing, updated_at: now })
    .where('id', '=', member_id)
    .execute()
}

async function supportFacts(trx: Trx, member_id: string): Promise<SupportFacts> {
  const customers = await trx
    .selectFrom('member_customer')
    .select('deleted_at')
    .where('member_id', '=', member_id)
    .execute()
  const gone = customers.map(({ deleted_at }) => deleted_at).filter((at) => at !== null)
  return {
    subscriptions: await subscriptionsOf(trx, member_id),
    payments: await paymentsOf(trx, member_id),
    deleted_at: gone.length > 0 && gone.length === customers.length ? latest(gone) : null,
  }
}

function latest(instants: readonly Date[]): Date | null {
  return instants.reduce<Date | null>((max, at) => (max !== null && max > at ? max : at), null)
}

async function subscriptionsOf(trx: Trx, member_id: string) {
  const rows = await trx
    .selectFrom('subscription as s')
    .leftJoin('member_customer as c', 'c.customer', 's.customer')
    .select(['s.id', 's.status', 's.raw_status', 's.paused', 's.started_at', 's.period_end'])
    .select(['s.ends_at', 's.ended_at', 's.amount_minor', 's.currency', 's.frequency'])
    .select('c.deleted_at')
    .where('s.member_id', '=', member_id)
    .orderBy('s.id')
    .execute()
  // Stripe ends the subscriptions of a customer whom it deletes (domain/stripe.md 4.1)
  return rows.map(({ deleted_at, ...row }) =>
    deleted_at === null
      ? row
      : { ...row, status: 'canceled' as const, ended_at: row.ended_at ?? deleted_at },
  )
}

function paymentsOf(trx: Trx, member_id: string) {
  return trx
    .selectFrom('payment')
    .select(['id', 'class', 'state', 'amount_minor', 'refunded_minor', 'currency', 'dispute'])
    .select(['made_at', 'returned'])
    .where('member_id', '=', member_id)
    .orderBy('made_at')
    .orderBy('id')
    .execute()
}
