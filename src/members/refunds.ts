import { type Insertable, sql, type Transaction } from 'kysely'
import type { Reader } from '../platform/database/connection.ts'
import type { RefundTable } from '../platform/database/member-tables.ts'
import type { Schema } from '../platform/database/schema.ts'

type Refund = Readonly<Omit<Insertable<RefundTable>, 'member_id' | 'payment'>>

/** All refunds of a payment as they stand now; an earlier word about one of them is replaced. */
export async function writeRefunds(
  trx: Transaction<Schema>,
  { member_id, payment }: { member_id: string; payment: string },
  refunds: readonly Refund[],
): Promise<void> {
  if (refunds.length === 0) return
  await trx
    .insertInto('refund')
    .values(refunds.map((refund) => ({ ...refund, member_id, payment })))
    .onConflict((conflict) =>
      conflict.columns(['member_id', 'id']).doUpdateSet({
        state: sql.ref('excluded.state'),
        failure: sql.ref('excluded.failure'),
        amount_minor: sql.ref('excluded.amount_minor'),
      }),
    )
    .execute()
}

/** A refund as its person's record shows it; `failure` is Stripe's word for why it did not arrive. */
export type RefundRow = Readonly<{
  id: string
  payment: string
  state: 'succeeded' | 'pending' | 'failed' | 'canceled'
  failure: string | null
  amount_minor: bigint
  currency: string
  made_at: Date
}>

/** What one person was given back or is to get, the latest first. */
export function refundsOf(reader: Reader, memberId: string): Promise<RefundRow[]> {
  return reader
    .selectFrom('refund')
    .select(['id', 'payment', 'state', 'failure', 'amount_minor', 'currency', 'made_at'])
    .where('member_id', '=', memberId)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}
