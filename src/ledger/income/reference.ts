import { recordAct } from '../../platform/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Reader } from '../../platform/database/connection.ts'
import type { Ids } from '../../platform/ids.ts'

type Deps = Readonly<{ db: Database; clock: Clock; ids: Ids }>
type Given = Readonly<{ reference: string; who: string }>

/**
 * Says where an income's document is kept: an address, a number of an archive. What was said before
 * stays beside it; the books are not touched. `unknown` where there is no such income.
 */
export function giveReference(
  deps: Deps,
  entry_id: string,
  { reference, who }: Given,
): Promise<'given' | 'unknown'> {
  return deps.db.transaction().execute(async (trx) => {
    const income = await trx
      .selectFrom('income')
      .where('entry_id', '=', entry_id)
      .select('entry_id')
      .forUpdate()
      .executeTakeFirst()
    if (!income) return 'unknown'
    const before = await newest(trx, entry_id)
    const row = { entry_id, version: (before?.version ?? 0) + 1, reference }
    await trx
      .insertInto('income_reference')
      .values({ ...row, given_by: who, given_at: deps.clock.now() })
      .execute()
    await recordAct(trx, deps, {
      ...{ who, act: 'income.document', subject: entry_id, after: { reference } },
      ...(before ? { before: { reference: before.reference } } : {}),
    })
    return 'given'
  })
}

/** Where an income's document is kept now; null while nobody has said. */
export async function referenceOf(reader: Reader, entry_id: string): Promise<string | null> {
  return (await newest(reader, entry_id))?.reference ?? null
}

function newest(db: Pick<Reader, 'selectFrom'>, entry_id: string) {
  return db
    .selectFrom('income_reference')
    .where('entry_id', '=', entry_id)
    .orderBy('version', 'desc')
    .limit(1)
    .select(['version', 'reference'])
    .executeTakeFirst()
}
