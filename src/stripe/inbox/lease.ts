import { sql, type Transaction } from 'kysely'
import { secondsAfter } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { asked } from './stored-event.ts'
import { isObjectType, type ObjectType, type Subject } from './subject.ts'

/** Longer than the SDK's own time-outs with their repeats, so that a slow answer is still ours. */
const lease_s = 40

/** An event waiting for its object; shelved ones come along, as the newest object answers them too. */
export type WaitingEvent = Readonly<{
  event_id: string
  type: string
  api_version: string | null
  created: Date
  payload: string | null
}>

/** The right to write one object, as long as `version` stands. */
export type Lease = Readonly<{
  subject: Subject
  version: bigint
  attempts: number
  /** The latest moment from which the object may be known: of its last fetch or snapshot. */
  known_at: Date | null
  /** When the newest event was made that has been answered already. */
  answered_at: Date | null
  events: readonly WaitingEvent[]
}>

/** Objects with waiting events that nobody holds and that are not backing off, at most `limit`. */
export async function dueSubjects(
  db: Database,
  { now, limit }: { now: Date; limit: number },
): Promise<Subject[]> {
  const rows = await db
    .selectFrom('inbox as i')
    .distinctOn('i.object_key')
    .select(['i.object_key', 'i.object_type'])
    .where('i.state', '=', 'new')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('object_lease as l')
            .select('l.object_key')
            .whereRef('l.object_key', '=', 'i.object_key')
            .where((eb) => eb.or([eb('l.leased_until', '>', now), eb('l.next_at', '>', now)])),
        ),
      ),
    )
    .orderBy('i.object_key')
    .limit(limit)
    .execute()
  return rows.flatMap(({ object_key: key, object_type: type }) =>
    isObjectType(type) ? [{ key, type }] : [],
  )
}

/**
 * Takes the lease and all waiting events of an object in one statement; null while another has it or
 * its back-off lasts. `force` goes past the back-off, never past another's lease.
 */
export async function takeLease(
  db: Database,
  subject: Subject,
  { now, force = false }: { now: Date; force?: boolean },
): Promise<Lease | null> {
  const until = secondsAfter(now, lease_s)
  const { rows } = await sql<LeaseRow>`
    with lease as (
      insert into object_lease as held (object_key, object_type, version, leased_until)
      values (${subject.key}, ${subject.type}, 1, ${until})
      on conflict (object_key) do update
        set version = held.version + 1, leased_until = excluded.leased_until
        where (held.leased_until is null or held.leased_until <= ${now})
          and (${force}::boolean or held.next_at <= ${now})
      returning version, attempts, known_at
    )
    select lease.version, lease.attempts, lease.known_at, i.event_id, i.type, i.api_version,
      i.created, i.payload,
      (select max(created) from inbox where object_key = ${subject.key} and state = 'done'
        and type <> ${asked}) as answered_at
    from lease
    left join inbox i on i.object_key = ${subject.key} and i.state in ('new', 'shelved')
  `.execute(db)
  const [first] = rows
  if (first === undefined) return null
  const { version, attempts, known_at, answered_at } = first
  return { subject, version, attempts, known_at, answered_at, events: rows.flatMap(eventOf) }
}

type LeaseRow = {
  version: bigint
  attempts: number
  known_at: Date | null
  answered_at: Date | null
  event_id: string | null
  type: string | null
  api_version: string | null
  created: Date | null
  payload: string | null
}

function eventOf({ event_id, type, api_version, created, payload }: LeaseRow): WaitingEvent[] {
  if (event_id === null || type === null || created === null) return []
  return [{ event_id, type, api_version, created, payload }]
}

/** The lease ran out and another took the object: what was fetched may be old and is not written. */
export class LeaseLost extends Error {}

/**
 * Gives the lease back as the first statement of the transaction that writes the result. Throws
 * LeaseLost, and so writes nothing, when the version no longer stands.
 */
export async function settleLease(
  trx: Transaction<Schema>,
  { subject, version, events }: Lease,
  { now, known_at, rest_s }: { now: Date; known_at: Date | null; rest_s: number },
): Promise<void> {
  const settled = await trx
    .updateTable('object_lease')
    .set({
      leased_until: null,
      next_at: secondsAfter(now, rest_s),
      attempts: 0,
      failure: null,
      shelved_at: null,
      known_at,
    })
    .where('object_key', '=', subject.key)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  if (settled === undefined) throw new LeaseLost(subject.key)
  await markEvents(trx, subject, events, { state: 'done', done_at: now })
}

/** Waits until nobody writes this object and keeps others from it to the end of the transaction. */
export async function lockObject(trx: Transaction<Schema>, key: string, type: ObjectType) {
  await trx
    .insertInto('object_lease')
    .values({ object_key: key, object_type: type })
    .onConflict((conflict) => conflict.column('object_key').doUpdateSet({ object_type: type }))
    .execute()
}

export async function markEvents(
  trx: Transaction<Schema>,
  { key }: Subject,
  events: readonly WaitingEvent[],
  change: { state: 'done' | 'shelved'; done_at: Date | null },
): Promise<void> {
  if (events.length === 0) return
  await trx
    .updateTable('inbox')
    .set(change)
    .where('object_key', '=', key)
    .where(
      'event_id',
      'in',
      events.map(({ event_id }) => event_id),
    )
    .execute()
}
