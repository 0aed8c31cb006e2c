import type { Insertable, Transaction } from 'kysely'
import type { AbandonedCheckoutTable, Schema } from '../platform/database/schema.ts'

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
