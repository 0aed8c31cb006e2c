import { type Insertable, sql, type Transaction } from 'kysely'
import type { RefundTable, Schema } from '../platform/database/schema.ts'

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
