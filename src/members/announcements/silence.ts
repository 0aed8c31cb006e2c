import type { Transaction } from 'kysely'
import { secondsAfter } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'

/** From when on persons are told (business time), and until when (machine time) nobody is. */
export type Silence = Readonly<{ since: Date; quiet_until: Date | null }>

/** What happened in the hour in which Mainstay was first switched on is told; nothing before that. */
const before_s = 3600

export async function silence(trx: Transaction<Schema>, now: Date): Promise<Silence> {
  const known = await selected(trx)
  if (known !== undefined) return known
  const since = secondsAfter(now, -before_s)
  await trx
    .insertInto('announcing')
    .values({ since })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  return { since, quiet_until: null }
}

function selected(trx: Transaction<Schema>): Promise<Silence | undefined> {
  return trx.selectFrom('announcing').select(['since', 'quiet_until']).executeTakeFirst()
}

/**
 * Lets everything that is learned until then (machine time) be known and told to nobody: for made-up
 * readers. Null ends it.
 */
export async function hush(
  db: Database,
  { until, now }: Readonly<{ until: Date | null; now: Date }>,
): Promise<void> {
  await db
    .insertInto('announcing')
    .values({ since: now, quiet_until: until })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ quiet_until: until }))
    .execute()
}
