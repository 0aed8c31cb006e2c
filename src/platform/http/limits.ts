import { sql } from 'kysely'
import { secondsAfter } from '../clock.ts'
import type { Database } from '../database/connection.ts'

/** At most `limit` in each window of `window_s` seconds; windows start at whole multiples of it. */
export type Limit = Readonly<{ limit: number; window_s: number }>
export type LimitOutcome = Readonly<{ ok: true } | { ok: false; retry_after_s: number }>

/** `withinLimits` for a single window. */
export function withinLimit(
  db: Database,
  { key, limit, window_s, now }: { key: string; now: Date } & Limit,
): Promise<LimitOutcome> {
  return withinLimits(db, { key, limits: [{ limit, window_s }], now })
}

/**
 * Counts one use of `key` in every window and says whether all of them still had room. Exact under
 * parallel calls: of 50 at once against a limit of 5, five pass. A refused use is not counted.
 * `key` names what is limited and holds a keyed hash (`keyedHash`), never an address.
 * `retry_after_s` is whole seconds, at least 1, until every refusing window has ended.
 */
export async function withinLimits(
  db: Database,
  { key, limits, now }: { key: string; limits: readonly Limit[]; now: Date },
): Promise<LimitOutcome> {
  const windows = limits.map((limit) => windowOf(key, limit, now))
  const counted = new Set(await countedIn(db, windows))
  const refusing = windows.filter((window) => !counted.has(window.key))
  if (refusing.length === 0) return { ok: true }
  if (counted.size > 0) await giveBack(db, windows, counted)
  const end = Math.max(...refusing.map((window) => window.end.getTime()))
  return { ok: false, retry_after_s: Math.max(1, Math.ceil((end - now.getTime()) / 1000)) }
}

/** Removes the counts of windows that began before `before`; run now and then. */
export async function forgetCounts(db: Database, before: Date): Promise<void> {
  await db.deleteFrom('request_count').where('window_start', '<', before).execute()
}

export type Window = Readonly<{ key: string; start: Date; end: Date; limit: number }>

export function windowOf(key: string, { limit, window_s }: Limit, now: Date): Window {
  const length_ms = window_s * 1000
  const start = new Date(Math.floor(now.getTime() / length_ms) * length_ms)
  return { key: `${key}/${window_s}`, start, end: secondsAfter(start, window_s), limit }
}

/** One statement whatever the number of windows: the row lock of the upsert makes it exact. */
async function countedIn(db: Database, windows: readonly Window[]): Promise<string[]> {
  const allowed = sql.join(
    windows.map(({ key, start, limit }) => sql`(${key}, ${start}::timestamptz, ${limit}::int)`),
  )
  const { rows } = await sql<{ key: string }>`
    with allowed (key, window_start, hits) as (values ${allowed})
    insert into request_count (key, window_start, hits)
    select key, window_start, 1 from allowed where hits > 0 order by key
    on conflict (key, window_start) do update set hits = request_count.hits + 1
    where request_count.hits < (select a.hits from allowed a where a.key = excluded.key)
    returning key`.execute(db)
  return rows.map((row) => row.key)
}

/** One window had room and another had not: what the first counted is taken back. */
async function giveBack(db: Database, windows: readonly Window[], counted: ReadonlySet<string>) {
  for (const { key, start } of windows.filter((window) => counted.has(window.key))) {
    await db
      .updateTable('request_count')
      .set({ hits: sql`hits - 1` })
      .where('key', '=', key)
      .where('window_start', '=', start)
      .execute()
  }
}
