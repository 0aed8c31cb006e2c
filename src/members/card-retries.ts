import type { Selectable } from 'kysely'
import type { CardRetryTable } from '../platform/database/act-tables.ts'
import type { Database } from '../platform/database/connection.ts'

type Row = Selectable<CardRetryTable>
type Retry = Pick<Row, 'member_id' | 'invoice' | 'method'>

/**
 * Notes that a bill is tried by a new card; false when that has been tried before. One that was begun
 * and never ended is begun again, with Stripe's own key against doing it twice.
 */
export async function beginRetry(db: Database, retry: Retry, now: Date): Promise<boolean> {
  const begun = await db
    .insertInto('card_retry')
    .values({ ...retry, noted_at: now, tried_at: null, outcome: null })
    .onConflict((conflict) =>
      conflict
        .columns(['member_id', 'invoice', 'method'])
        .doUpdateSet({ outcome: null })
        .where('card_retry.tried_at', 'is', null),
    )
    .returning('invoice')
    .executeTakeFirst()
  return begun !== undefined
}

export async function endRetry(
  db: Database,
  { member_id, invoice, method }: Retry,
  { now, outcome }: Readonly<{ now: Date; outcome: NonNullable<Row['outcome']> }>,
): Promise<void> {
  await db
    .updateTable('card_retry')
    .set({ tried_at: now, outcome })
    .where('member_id', '=', member_id)
    .where('invoice', '=', invoice)
    .where('method', '=', method)
    .execute()
}
