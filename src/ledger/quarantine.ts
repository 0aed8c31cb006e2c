import { type Insertable, sql, type Transaction } from 'kysely'
import type { Database, Reader } from '../platform/database/connection.ts'
import type { QuarantineTable } from '../platform/database/ledger-tables.ts'
import type { Schema } from '../platform/database/schema.ts'
import type { Day } from '../platform/day.ts'

/** A transaction that cannot be booked rightly; `day` is null where not even its time is known. */
export type Quarantined = Readonly<{
  balance_transaction: string
  day: Day | null
  reason: string
  found_at: Date
}>

/** Keeps transactions out of the books in sight, so that no month is closed without them. */
export async function keepOut(
  db: Database,
  transactions: readonly Insertable<QuarantineTable>[],
): Promise<void> {
  if (transactions.length === 0) return
  await db
    .insertInto('quarantine')
    .values(transactions)
    .onConflict((conflict) =>
      conflict.column('balance_transaction').doUpdateSet(({ ref }) => ({
        day: ref('excluded.day'),
        reason: ref('excluded.reason'),
      })),
    )
    .execute()
}

/** It moved nothing after all: Stripe does not know it. */
export async function letGo(trx: Transaction<Schema>, transaction: string): Promise<void> {
  await trx.deleteFrom('quarantine').where('balance_transaction', '=', transaction).execute()
}

/** What is still not in the books, oldest day first; one that was booked since is out of it. */
export function quarantined(reader: Reader): Promise<Quarantined[]> {
  return reader
    .selectFrom('quarantine as q')
    .selectAll('q')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('entry')
            .select('entry.id')
            .where('entry.id', '=', sql<string>`'ent_' || ${sql.ref('q.balance_transaction')}`),
        ),
      ),
    )
    .orderBy('q.day')
    .orderBy('q.balance_transaction')
    .execute()
}
