import { sql, type Transaction } from 'kysely'
import type { Database, Reader } from '../platform/database/connection.ts'
import type { Schema } from '../platform/database/schema.ts'
import { isObjectType, type Subject } from './inbox/subject.ts'

/** An object that could not be brought up to date, and why; `reason` holds no personal data. */
export type Shelved = Readonly<{
  object: string
  type: string
  reason: string
  attempts: number
  events: number
  shelved_at: Date
}>
/** What lies there of an object: `payload` holds personal data, and is null once that is forgotten. */
export type ShelvedEvent = Readonly<{
  event_id: string
  type: string
  created: Date
  payload: string | null
}>

export async function shelvedCount(reader: Reader): Promise<number> {
  const { count } = await reader
    .selectFrom('object_lease')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('shelved_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The latest hundred. */
export async function shelfOf(reader: Reader): Promise<Shelved[]> {
  const rows = await lying(reader).orderBy('l.shelved_at', 'desc').limit(100).execute()
  return rows.flatMap(shelvedIn)
}

/** One of them, or null when it does not lie there. */
export async function shelvedObject(reader: Reader, object: string): Promise<Shelved | null> {
  const rows = await lying(reader).where('l.object_key', '=', object).execute()
  return rows.flatMap(shelvedIn)[0] ?? null
}

function lying(reader: Reader) {
  return reader
    .selectFrom('object_lease as l')
    .select(['l.object_key as object', 'l.object_type as type', 'l.failure', 'l.attempts'])
    .select('l.shelved_at')
    .select(({ selectFrom, fn }) =>
      selectFrom('inbox as i')
        .select(fn.countAll<bigint>().as('events'))
        .whereRef('i.object_key', '=', 'l.object_key')
        .where('i.state', '=', 'shelved')
        .as('events'),
    )
    .where('l.shelved_at', 'is not', null)
}

type Row = Awaited<ReturnType<ReturnType<typeof lying>['execute']>>[number]

function shelvedIn({ shelved_at, failure, events, ...row }: Row): Shelved[] {
  if (shelved_at === null) return []
  return [{ ...row, reason: failure ?? 'unknown', events: Number(events ?? 0), shelved_at }]
}

/** Oldest first; for an admin's eyes alone. */
export function shelvedEvents(reader: Reader, object: string): Promise<ShelvedEvent[]> {
  return reader
    .selectFrom('inbox')
    .select(['event_id', 'type', 'created', 'payload'])
    .where('object_key', '=', object)
    .where('state', '=', 'shelved')
    .orderBy('created')
    .execute()
}

/**
 * Takes these objects off the shelf, or all, to be tried again as if for the first time; answers
 * those that lay there.
 */
export function replay(db: Database, which: readonly string[] | 'all'): Promise<Subject[]> {
  return db.transaction().execute(async (trx) => {
    const rows = await trx
      .updateTable('object_lease')
      .set({ attempts: 0, failure: null, shelved_at: null, next_at: new Date(0) })
      .where('shelved_at', 'is not', null)
      .$if(which !== 'all', (query) => query.where(sql<boolean>`object_key = any(${which})`))
      .returning(['object_key as key', 'object_type as type'])
      .execute()
    const taken = rows.flatMap(({ key, type }) => (isObjectType(type) ? [{ key, type }] : []))
    await unshelveEvents(trx, taken)
    return taken
  })
}

async function unshelveEvents(trx: Transaction<Schema>, taken: readonly Subject[]): Promise<void> {
  await trx
    .updateTable('inbox')
    .set({ state: 'new' })
    .where(sql<boolean>`object_key = any(${taken.map(({ key }) => key)})`)
    .where('state', '=', 'shelved')
    .execute()
}
