import type { Database } from '../../platform/database/connection.ts'
import type { Day } from '../../platform/day.ts'

/** One list of a run: where it goes on, and when the run began by business time. */
export type ListState = Readonly<{
  since: Day
  list: string
  begun_at: Date
  after: string | null
  reached: Date | null
  objects: number
  done: boolean
}>

/**
 * The lists of the run since that day: of the one that was stopped, else of a new one. Begun anew when
 * the last was read to its end, so that it can be repeated whenever somebody wants to be sure.
 */
export async function openRun(
  db: Database,
  { since, lists, now }: { since: Day; lists: readonly string[]; now: Date },
): Promise<ListState[]> {
  const known = await listStates(db, since)
  if (known.some(({ done }) => !done)) return known
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('backfill').where('since', '=', since).execute()
    const rows = lists.map((list) => ({ since, list, begun_at: now }))
    await trx.insertInto('backfill').values(rows).execute()
  })
  return listStates(db, since)
}

/** A page is written: a reading that is stopped now goes on behind it. */
export async function keepPlace(
  db: Database,
  { since, list, after, reached, objects, done }: ListState,
  now: Date,
): Promise<void> {
  await db
    .updateTable('backfill')
    .set({ after, reached, objects: BigInt(objects), done_at: done ? now : null })
    .where('since', '=', since)
    .where('list', '=', list)
    .execute()
}

async function listStates(db: Database, since: Day): Promise<ListState[]> {
  const rows = await db
    .selectFrom('backfill')
    .select(['since', 'list', 'begun_at', 'after', 'reached', 'objects', 'done_at'])
    .where('since', '=', since)
    .execute()
  return rows.map(({ objects, done_at, ...row }) => ({
    ...row,
    objects: Number(objects),
    done: done_at !== null,
  }))
}
