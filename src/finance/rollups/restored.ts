import { sql, type Transaction } from 'kysely'
import type { Schema } from '../../platform/database/schema.ts'
import { markedTables } from './mark.ts'

/**
 * After a copy of the database was restored on a server that counts its transactions anew: no row says
 * any more by which of them it was written, and all are of before. A column is dropped and made without
 * a rewrite, so that this takes a moment; the rows themselves stay as they are.
 */
export async function forgetTransactions(trx: Transaction<Schema>): Promise<void> {
  for (const table of markedTables) {
    await sql`alter table ${sql.table(table)} drop column tx`.execute(trx)
    await sql`alter table ${sql.table(table)} add column tx xid8`.execute(trx)
    await sql`alter table ${sql.table(table)} alter column tx set default pg_current_xact_id()`.execute(
      trx,
    )
    await sql`create index ${sql.ref(`${table}_by_tx`)} on ${sql.table(table)} (tx)
      where tx is not null`.execute(trx)
  }
  await trx.deleteFrom('person_news').execute()
  await trx.deleteFrom('rollup_mark').execute()
}
