import type { Transaction } from 'kysely'
import type { Clock } from '../../platform/clock.ts'
import type { Reader } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { type Mapping, mapping, signatureOf } from './mapping.ts'

/** What was chosen last for a file with these columns; null when there was none, or one of old. */
export async function rememberedMapping(
  reader: Reader,
  header: readonly string[],
): Promise<Mapping | null> {
  const row = await reader
    .selectFrom('income_mapping')
    .where('signature', '=', signatureOf(header))
    .select('mapping')
    .executeTakeFirst()
  return mapping.safeParse(row?.mapping).data ?? null
}

/** Keeps a mapping for the next file with these columns. */
export async function rememberMapping(
  trx: Transaction<Schema>,
  { clock }: Readonly<{ clock: Clock }>,
  header: readonly string[],
  chosen: Readonly<{ mapping: Mapping; who: string }>,
): Promise<void> {
  const said = {
    mapping: JSON.stringify(chosen.mapping),
    used_by: chosen.who,
    used_at: clock.now(),
  }
  await trx
    .insertInto('income_mapping')
    .values({ signature: signatureOf(header), ...said })
    .onConflict((conflict) => conflict.column('signature').doUpdateSet(said))
    .execute()
}
