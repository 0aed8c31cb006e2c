import { sql, type Transaction } from 'kysely'
import type { Schema } from '../../platform/database/schema.ts'

const rowsAtOnce = 20_000

/** Lets go of some rows of what is kept, few enough for one short statement; true once none is left. */
export async function clearSome(
  trx: Transaction<Schema>,
  table: 'ledger_sum' | 'person_lines' | 'person_sum' | 'deferred_payment' | 'deferred_sum',
): Promise<boolean> {
  const name = sql.table(table)
  const gone = await sql`delete from ${name} where ctid = any(array(
    select ctid from ${name} limit ${rowsAtOnce}))`.execute(trx)
  return gone.numAffectedRows === 0n
}
