import type { Transaction } from 'kysely'
import { secondsAfter } from '../platform/clock.ts'
import type { Database, Reader } from '../platform/database/connection.ts'
import type { Schema } from '../platform/database/schema.ts'
import { hasRead } from './sweeps/watermark.ts'

const week_s = 7 * 24 * 3600

/** How far behind we are: events that wait, and how long the oldest of them has. */
export type SyncLag = Readonly<{ pending: number; lag_seconds: number }>

/** An object that could not be brought up to date, and why; `reason` holds no personal data. */
export type Shelved = Readonly<{
  object: string
  type: string
  reason: string
  attempts: number
  events: number
  shelved_at: Date
}>
/** `read_to` is null while nothing was there to be read; `listed` and `found` are of all its runs. */
export type SweepRun = Readonly<{
  sweep: string
  ran_at: Date
  read_to: Date | null
  runs: number
  listed: number
  found: number
}>
type SweepFound = Readonly<{ sweep: string; object: string; id: string; found_at: Date }>

/** Everything that staff see of the machinery; times are machine time. */
export type Operations = SyncLag &
  Readonly<{
    retrying: number
    last_webhook_at: Date | null
    shelf: readonly Shelved[]
    sweeps: readonly SweepRun[]
    finds: readonly SweepFound[]
  }>

/** For /readyz and /metrics: one statement. Shelved events do not wait, they lie. */
export async function syncLag(reader: Reader, now: Date): Promise<SyncLag> {
  const { pending, oldest } = await reader
    .selectFrom('inbox')
    .select(({ fn }) => [fn.countAll<bigint>().as('pending'), fn.min('received_at').as('oldest')])
    .where('state', '=', 'new')
    .executeTakeFirstOrThrow()
  const waited_ms = oldest === null ? 0 : now.getTime() - oldest.getTime()
  return { pending: Number(pending), lag_seconds: Math.max(0, waited_ms) / 1000 }
}

/** For the desk: lag, shelf, the sweeps' last runs and what they found, newest first. */
export async function operationsAt(reader: Reader, now: Date): Promise<Operations> {
  const [lag, retrying, last_webhook_at, shelf, sweeps, finds] = await Promise.all([
    syncLag(reader, now),
    retryingCount(reader),
    lastWebhook(reader, now),
    shelfOf(reader),
    sweepRuns(reader),
    recentFinds(reader),
  ])
  return { ...lag, retrying, last_webhook_at, shelf, sweeps, finds }
}

/**
 * Takes an object off the shelf, to be tried again as if for the first time; false when nothing of
 * it lay there.
 */
export function replay(db: Database, object: string): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const taken = await trx
      .updateTable('object_lease')
      .set({ attempts: 0, failure: null, shelved_at: null, next_at: new Date(0) })
      .where('object_key', '=', object)
      .where('shelved_at', 'is not', null)
      .returning('object_key')
      .executeTakeFirst()
    if (taken !== undefined) await unshelveEvents(trx, object)
    return taken !== undefined
  })
}

async function unshelveEvents(trx: Transaction<Schema>, object: string): Promise<void> {
  await trx
    .updateTable('inbox')
    .set({ state: 'new' })
    .where('object_key', '=', object)
    .where('state', '=', 'shelved')
    .execute()
}

async function retryingCount(reader: Reader): Promise<number> {
  const { count } = await reader
    .selectFrom('object_lease')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('attempts', '>', 0)
    .where('shelved_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Of the last week, which a block-range index finds; only a door that was quiet so long costs more. */
async function lastWebhook(reader: Reader, now: Date): Promise<Date | null> {
  const ofTheWeek = await newestWebhook(reader, secondsAfter(now, -week_s))
  return ofTheWeek ?? newestWebhook(reader, new Date(0))
}

async function newestWebhook(reader: Reader, since: Date): Promise<Date | null> {
  const { newest } = await reader
    .selectFrom('inbox')
    .select(({ fn }) => fn.max('received_at').as('newest'))
    .where('origin', '=', 'webhook')
    .where('received_at', '>=', since)
    .executeTakeFirstOrThrow()
  return newest
}

async function shelfOf(reader: Reader): Promise<Shelved[]> {
  const rows = await reader
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
    .orderBy('l.shelved_at', 'desc')
    .limit(100)
    .execute()
  return rows.flatMap(({ shelved_at, failure, events, ...row }) =>
    shelved_at === null
      ? []
      : [{ ...row, reason: failure ?? 'unknown', events: Number(events ?? 0), shelved_at }],
  )
}

async function sweepRuns(reader: Reader): Promise<SweepRun[]> {
  const counts = reader
    .selectFrom('sweep_day')
    .select(({ fn }) => [
      'sweep',
      fn.sum<bigint>('runs').as('runs'),
      fn.sum<string>('listed').as('listed'),
      fn.sum<bigint>('found').as('found'),
    ])
    .groupBy('sweep')
    .as('c')
  const rows = await reader
    .selectFrom('watermark as w')
    .leftJoin(counts, 'c.sweep', 'w.sweep')
    .select(['w.sweep', 'w.ran_at', 'w.mark', 'c.runs', 'c.listed', 'c.found'])
    .orderBy('w.sweep')
    .execute()
  return rows.map(({ mark, runs, listed, found, ...run }) => ({
    ...run,
    read_to: hasRead(mark) ? mark : null,
    runs: Number(runs ?? 0),
    listed: Number(listed ?? 0),
    found: Number(found ?? 0),
  }))
}

function recentFinds(reader: Reader): Promise<SweepFound[]> {
  return reader
    .selectFrom('sweep_find')
    .select(['sweep', 'object', 'id', 'found_at'])
    .orderBy('found_at', 'desc')
    .limit(50)
    .execute()
}
