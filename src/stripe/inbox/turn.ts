import { sql, type Transaction } from 'kysely'
import type { Schema } from '../../platform/database/schema.ts'

/** A process that freezes in the middle of its turn loses it after this. */
const longestSilence = '10s'

/**
 * Waits for its turn and has it to the end of the transaction: the first statement of every one that
 * writes what follows from Stripe's objects (docs/decisions/0016-written-in-batches.md). Whoever has it
 * sees all that was written before, and nobody adds to that meanwhile.
 */
export async function takeTurn(trx: Transaction<Schema>): Promise<void> {
  await sql`
    select set_config('idle_in_transaction_session_timeout', ${longestSilence}, true)
    from sync_turn for update`.execute(trx)
}
