import { CompiledQuery, type Insertable } from 'kysely'
import type { Database } from '../../platform/database/connection.ts'
import { prepared } from '../../platform/database/prepared.ts'
import type { InboxTable } from '../../platform/database/stripe-tables.ts'
import { gathered, oncePer, writesOf } from '../../platform/gathered.ts'
import type { StripeEvent } from '../objects/event.ts'
import { type Subject, subjectOf } from './subject.ts'

export type Received = Readonly<{
  event: StripeEvent
  payload: string
  origin: 'webhook' | 'sweep'
  received_at: Date
}>

/**
 * The inbox row of an event. Its key is the object to bring up to date, so that all news of one
 * object lie together; the same event always gets the same key, and so is one row.
 */
export function inboxRow(
  { event, payload, origin, received_at }: Received,
  { livemode }: { livemode: boolean },
): Row {
  const subject = subjectOf(event)
  const ours = event.livemode === livemode
  return {
    object_key: subject?.key ?? event.object.id ?? event.id,
    event_id: event.id,
    type: event.type,
    object_type: subject?.type ?? event.object.type,
    api_version: event.api_version,
    livemode: event.livemode,
    created: event.created ?? received_at,
    origin,
    state: ours ? (subject ? 'new' : 'ignored') : 'other_mode',
    // What only says that money moved is read from the balance: nothing of the person need be kept.
    payload: subject?.type === 'balance' ? null : payload,
    received_at,
  }
}

const columns = [
  ['object_key', 'text'],
  ['event_id', 'text'],
  ['type', 'text'],
  ['object_type', 'text'],
  ['api_version', 'text'],
  ['livemode', 'boolean'],
  ['created', 'timestamptz'],
  ['origin', 'text'],
  ['state', 'text'],
  ['payload', 'text'],
  ['received_at', 'timestamptz'],
] as const
const names = columns.map(([name]) => name).join(', ')
const arrays = columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')
/**
 * One parameter a column, whatever the number of rows, so that it is prepared once; the rows in one
 * order, so that two who store the same do not wait for each other.
 */
const insert = prepared(
  'store_events',
  `insert into inbox (${names})
    select * from unnest(${arrays}) as event (${names}) order by object_key, event_id
    on conflict (object_key, event_id) do nothing
    returning event_id`,
)
/** Nothing of it is left to a default of the database. */
type Row = Required<Pick<Insertable<InboxTable>, (typeof columns)[number][0]>>
type Db = Pick<Database, 'executeQuery'>

/** Stores what is not stored yet, in one statement; answers the ids of the events that were new. */
export async function storeEvents(db: Db, rows: readonly Row[]): Promise<string[]> {
  if (rows.length === 0) return []
  const values = columns.map(([name]) => rows.map((row) => row[name]))
  const stored = await db.executeQuery<{ event_id: string }>(CompiledQuery.raw(insert, values))
  return stored.rows.map(({ event_id }) => event_id)
}

/**
 * Stores one event, for the door: whether it was new. Events that come while others are being stored
 * go together in the next statement and share a commit; each is durable when its own promise resolves.
 */
export function storeEvent(db: Database, row: Row): Promise<boolean> {
  return storeOf(db)(row)
}

const storeOf = oncePer((db: Database) =>
  gathered((rows: readonly Row[]) => storeAll(db, rows), { most: 64 }),
)

async function storeAll(db: Database, rows: readonly Row[]): Promise<(row: Row) => boolean> {
  const stored = new Set(await storeEvents(db, rows))
  return ({ event_id }) => stored.has(event_id)
}

/** The type of a row that is no event of Stripe's: its moment is ours and says nothing of theirs. */
export const asked = 'mainstay.asked'

/**
 * Asks, as an event would, for a subject to be brought up to date on behalf of `cause`; once for
 * each cause, however often it is said.
 */
export function askFor(
  db: Db,
  { key, type }: Subject,
  { cause, now }: { cause: string; now: Date },
): Promise<void> {
  return ask(db, {
    object_key: key,
    event_id: cause,
    type: asked,
    object_type: type,
    api_version: null,
    livemode: false,
    created: now,
    origin: 'sweep',
    state: 'new',
    payload: null,
    received_at: now,
  })
}

const ask = writesOf(storeEvents)
