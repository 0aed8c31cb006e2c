import type { Transaction } from 'kysely'
import type { Schema } from '../platform/database/schema.ts'

/**
 * Says that something about these persons changed which counts in figures, where no row that only
 * grows tells it: what is kept of them is looked at anew.
 */
export async function tellOfPersons(
  trx: Transaction<Schema>,
  persons: readonly string[],
): Promise<void> {
  if (persons.length === 0) return
  await trx
    .insertInto('person_news')
    .values(persons.map((person) => ({ person })))
    .onConflict((conflict) => conflict.columns(['person', 'tx']).doNothing())
    .execute()
}
