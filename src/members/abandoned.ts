import type { Insertable, Transaction } from 'kysely'
import type { Reader } from '../platform/database/connection.ts'
import type { AbandonedCheckoutTable } from '../platform/database/member-tables.ts'
import type { Schema } from '../platform/database/schema.ts'

/** A checkout that ended without a payment, which is final; of somebody whom we know, or of nobody. */
export async function recordAbandoned(
  trx: Transaction<Schema>,
  checkout: Insertable<AbandonedCheckoutTable>,
): Promise<void> {
  await trx
    .insertInto('abandoned_checkout')
    .values(checkout)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/** A checkout that a person opened and did not finish. */
export type AbandonedCheckout = Readonly<{
  id: string
  mode: 'payment' | 'subscription' | 'other'
  amount_minor: bigint | null
  currency: string | null
  made_at: Date
}>

/** What one person began to pay and did not, the latest first. */
export function abandonedBy(reader: Reader, memberId: string): Promise<AbandonedCheckout[]> {
  return reader
    .selectFrom('abandoned_checkout')
    .select(['id', 'mode', 'amount_minor', 'currency', 'made_at'])
    .where('member_id', '=', memberId)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}
