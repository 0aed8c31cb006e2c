import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runMigrations } from '@supabase/stripe-sync-engine'
import { sql } from 'kysely'
import { databaseOn, openPool } from '../src/platform/database/connection.ts'
import { freshDatabase } from './ground.ts'

/** `raw` only verifies and inserts; `door` is our door alone, `app` with sync, `unkept` without the sums
 * of reports; `refetching` is the peer that asks Stripe for each object instead of trusting the event. */
export type Kind = 'raw' | 'door' | 'app' | 'unkept' | 'peer' | 'refetching'

/** A server that takes events at `port`, alone on its database. `cpu_ms`: what its process has used. */
export type Contestant = Readonly<{
  port: number
  database: string
  cpu_ms: () => Promise<number>
  end: () => Promise<void>
}>

export const stripePort = 18794
let runs = 0

export async function enter(serverUrl: string, kind: Kind): Promise<Contestant> {
  runs += 1
  const port = 18900 + runs
  const database = await freshDatabase(serverUrl, `bench_${kind}_${runs}`)
  if (kind === 'peer' || kind === 'refetching') {
    await migratePeer(database)
  }
  const child = fork('bench/door-server.ts', [kind, database, String(port)], {
    execArgv: ['--import', 'tsx', ...profileOf(kind)],
  })
  const ended = new AbortController()
  child.once('exit', (code) => ended.abort(new Error(`${kind} ended with ${code}`)))
  await once(child, 'message', { signal: ended.signal })
  return { port, database, cpu_ms: () => asked(child), end: () => end(child) }
}

/**
 * Its ES module looks for its migrations beside `__dirname`, which only CommonJS has, and they give a
 * function to the role `postgres`.
 */
async function migratePeer(databaseUrl: string) {
  const db = databaseOn(openPool(databaseUrl, { max: 1 }))
  await sql`do $$ begin create role postgres; exception when duplicate_object then null; end $$`.execute(
    db,
  )
  await db.destroy()
  const folder = dirname(fileURLToPath(import.meta.resolve('@supabase/stripe-sync-engine')))
  Object.assign(globalThis, { __dirname: folder })
  await runMigrations({ databaseUrl, schema: 'stripe' })
}

async function asked(child: ChildProcess): Promise<number> {
  const answer = once(child, 'message')
  child.send('cpu')
  const [cpu_ms] = await answer
  return Number(cpu_ms)
}

async function end(child: ChildProcess) {
  const exit = once(child, 'exit')
  child.send('end')
  await exit
}

/** `BENCH_PROFILE=app`: where this kind's process spends its time, as a .cpuprofile in bench-profiles. */
function profileOf(kind: Kind): string[] {
  return process.env.BENCH_PROFILE === kind ? ['--cpu-prof', '--cpu-prof-dir=bench-profiles'] : []
}
