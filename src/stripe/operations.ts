import { secondsAfter } from '../platform/clock.ts'
import type { Reader } from '../platform/database/connection.ts'
import { type Shelved, shelfOf, shelvedCount } from './shelf.ts'
import { hasRead } from './sweeps/watermark.ts'

const week_s = 7 * 24 * 3600
/** How long a webhook may take before a sweep counts it as missed. */
const underWay_s = 15 * 60

/** How far behind we are: events that wait, and how long the oldest of them has. */
export type SyncLag = Readonly<{ pending: number; lag_seconds: number }>

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
    /** How many objects lie on the shelf; `shelf` shows the latest hundred. */
    shelved: number
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
  const [lag, retrying, last_webhook_at, shelved, shelf, sweeps, finds] = await Promise.all([
    syncLag(reader, now),
    retryingCount(reader),
    lastWebhook(reader, now),
    shelvedCount(reader),
    shelfOf(reader),
    sweepRuns(reader),
    recentFinds(reader),
  ])
  return { ...lag, retrying, last_webhook_at, shelved, shelf, sweeps, finds }
}

/** How many things sweeps have found since then that a webhook should have brought long before. */
export async function missedSince(reader: Reader, since: Date): Promise<number> {
  const { count } = await reader
    .selectFrom('sweep_find')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('overdue', '=', true)
    .where('found_at', '>=', since)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The same, since a webhook came last. */
export async function missedSinceLastWebhook(reader: Reader, now: Date): Promise<number> {
  const last = await lastWebhook(reader, now)
  return missedSince(reader, last === null ? new Date(0) : secondsAfter(last, underWay_s))
}

/** Those that failed for reasons of their own, and those that wait for Stripe to come back. */
async function retryingCount(reader: Reader): Promise<number> {
  const { count } = await reader
    .selectFrom('object_lease')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('failure', 'is not', null)
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
