import { sql, type Transaction } from 'kysely'
import { latest, secondsAfter } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { asked } from './stored-event.ts'
import { balanceSubject, isObjectType, type Subject } from './subject.ts'

/** Longer than the SDK's own time-outs with their repeats, so that a slow answer is still ours. */
const lease_s = 40

/**
 * An event waiting for its object; shelved ones come along, as the newest object answers them too. The
 * balance's come without their payloads: they only ask for it to be read.
 */
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
 * Takes the leases of these objects with all their waiting events, in one statement; those that
 * another has or whose back-off lasts are left out. `force` goes past the back-off, never past
 * another's lease. Rows are locked in the order of their keys, here and where they are settled.
 */
export async function takeLeases(
  db: Database,
  subjects: readonly Subject[],
  { now, force = false }: { now: Date; force?: boolean },
): Promise<Lease[]> {
  if (subjects.length === 0) return []
  const { rows } = await sql<LeaseRow>`
    with lease as (
      insert into object_lease as held (object_key, object_type, version, leased_until)
      select key, type, 1, ${secondsAfter(now, lease_s)}
      from unnest(${subjects.map(({ key }) => key)}::text[],
        ${subjects.map(({ type }) => type)}::text[]) as wanted (key, type)
      order by key
      on conflict (object_key) do update
        set version = held.version + 1, leased_until = excluded.leased_until
        where (held.leased_until is null or held.leased_until <= ${now})
          and (${force}::boolean or held.next_at <= ${now})
      returning object_key, object_type, version, attempts, known_at, answered_at
    )
    select l.*, i.event_id, i.type, i.api_version, i.created,
      case when l.object_type = ${balanceSubject.type} then null else i.payload end as payload
    from lease l
    left join lateral (
      select * from inbox where object_key = l.object_key and state in ('new', 'shelved')
      offset 0 -- by its key for each lease: the planner would rather read the whole inbox
    ) i on true
    order by l.object_key
  `.execute(db)
  return leasesIn(rows)
}

type LeaseRow = {
  object_key: string
  object_type: string
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

/** One lease of all the rows of an object, each of which is one of its events. */
function leasesIn(rows: readonly LeaseRow[]): Lease[] {
  const leases = new Map<string, Lease & { events: WaitingEvent[] }>()
  for (const row of rows) {
    const { object_key: key, object_type: type, version, attempts, known_at, answered_at } = row
    if (!isObjectType(type)) continue
    const lease = leases.get(key)
    if (lease) lease.events.push(...eventOf(row))
    else {
      const state = { version, attempts, known_at, answered_at, events: eventOf(row) }
      leases.set(key, { subject: { key, type }, ...state })
    }
  }
  return [...leases.values()]
}

function eventOf({ event_id, type, api_version, created, payload }: LeaseRow): WaitingEvent[] {
  if (event_id === null || type === null || created === null) return []
  return [{ event_id, type, api_version, created, payload }]
}

/** A lease whose result is written: from when on the object is known, and how long it rests then. */
export type Settled = Readonly<{ lease: Lease; known_at: Date | null; rest_s: number }>

/**
 * Gives leases back in the transaction that writes their results, and marks their events as done;
 * answers the keys of those whose version still stood. Of the others nothing may be written: their
 * lease ran out and another took the object, so that what was fetched may be old.
 */
export async function settleLeases(
  trx: Transaction<Schema>,
  settled: readonly Settled[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const events = settled.flatMap(({ lease }) =>
    lease.events.map(({ event_id }) => ({ key: lease.subject.key, event_id })),
  )
  const { rows } = await sql<{ object_key: string }>`
    with held as materialized (
      select l.object_key, s.known_at, s.next_at, s.answered_at
      from unnest(${settled.map(({ lease }) => lease.subject.key)}::text[],
        ${settled.map(({ lease }) => String(lease.version))}::bigint[],
        ${settled.map(({ known_at }) => known_at)}::timestamptz[],
        ${settled.map(({ rest_s }) => secondsAfter(now, rest_s))}::timestamptz[],
        ${settled.map(({ lease }) => answeredBy(lease))}::timestamptz[]
      ) as s (key, version, known_at, next_at, answered_at)
      join object_lease l on l.object_key = s.key and l.version = s.version
      order by l.object_key
      for update of l
    ), answered as (
      update inbox i set state = 'done', done_at = ${now}
      from unnest(${events.map(({ key }) => key)}::text[],
        ${events.map(({ event_id }) => event_id)}::text[]) as e (key, id)
      join held on held.object_key = e.key
      where i.object_key = e.key and i.event_id = e.id
    )
    update object_lease l
    set leased_until = null, next_at = held.next_at, attempts = 0, failure = null,
      shelved_at = null, known_at = held.known_at, answered_at = held.answered_at
    from held where l.object_key = held.object_key
    returning l.object_key
  `.execute(trx)
  return new Set(rows.map(({ object_key }) => object_key))
}

/** What we asked for ourselves says nothing of when Stripe's news were made. */
function answeredBy({ answered_at, events }: Lease): Date | null {
  const made = events.filter(({ type }) => type !== asked).map(({ created }) => created)
  return latest([answered_at, ...made])
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
