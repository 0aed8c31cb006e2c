import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type RawBuilder, sql } from 'kysely'
import { type Config, configOf } from '../src/config.ts'
import { type AppDeps, depsOf } from '../src/deps.ts'
import { databaseOn, openPool } from '../src/platform/database/connection.ts'
import { migrate } from '../src/platform/database/migrations.ts'
import { silentLog } from '../src/platform/log.ts'

export const webhookSecret = 'whsec_bench'
export const machineClock = { now: () => new Date() }

/** A new, migrated database on the server of `serverUrl`; its address. */
export async function freshDatabase(serverUrl: string, name: string): Promise<string> {
  await onServer(serverUrl, sql`create database ${sql.ref(name)}`)
  await migrated(addressOf(serverUrl, name))
  return addressOf(serverUrl, name)
}

/** What was kept since before a branch was merged has migrations to catch up with in any order. */
async function migrated(url: string): Promise<void> {
  const db = databaseOn(openPool(url, { max: 1 }))
  await migrate(db, 'migrations', { allowUnorderedMigrations: true })
  await db.destroy()
}

/**
 * The address of a database that is filled once and found again where the server's data is kept
 * (BENCH_DIR). It is filled under another name, so that one that was left half filled is made anew.
 */
export async function filledDatabase(
  serverUrl: string,
  name: string,
  fill: (url: string) => Promise<void>,
): Promise<string> {
  const found = sql`select from pg_database where datname = ${name}`
  if ((await onServer(serverUrl, found)).rows.length === 0) {
    const unfinished = `${name}_unfinished`
    await onServer(serverUrl, sql`drop database if exists ${sql.ref(unfinished)}`)
    await fill(await freshDatabase(serverUrl, unfinished))
    await onServer(serverUrl, sql`alter database ${sql.ref(unfinished)} rename to ${sql.ref(name)}`)
  }
  await migrated(addressOf(serverUrl, name))
  return addressOf(serverUrl, name)
}

async function onServer(serverUrl: string, statement: RawBuilder<unknown>) {
  const admin = databaseOn(openPool(serverUrl, { max: 1 }))
  try {
    return await statement.execute(admin)
  } finally {
    await admin.destroy()
  }
}

function addressOf(serverUrl: string, name: string): string {
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href
}

/** The app's deps on that database, with a stand-in for Stripe at `apiBase`. */
export function benchDeps(databaseUrl: string, apiBase: string): AppDeps {
  const db = databaseOn(openPool(databaseUrl))
  const config = benchConfig(databaseUrl, apiBase)
  return depsOf({
    config,
    db,
    clock: machineClock,
    machineClock,
    log: silentLog,
    random: Math.random,
  })
}

function benchConfig(databaseUrl: string, apiBase: string): Config {
  const env = {
    DATABASE_URL: databaseUrl,
    STRIPE_SECRET_KEY: 'sk_test_bench',
    STRIPE_API_BASE: apiBase,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_CALLS_PER_SECOND: '1000', // the pace of a real account would be what is measured
    PORT: '18790',
  }
  return configOf(env, { production: false, localSecret: 'only-for-this-run' })
}

/** A script in a process of its own, once it has said that it listens. */
export async function started(script: string, args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  await spoken(child, script)
  return child
}

/** Resolves at its first word; rejects when it ends before. */
async function spoken(child: ChildProcess, script: string) {
  const ended = new AbortController()
  child.once('exit', (code) => ended.abort(new Error(`${script} ended with ${code}`)))
  if (child.stdout) await once(child.stdout, 'data', { signal: ended.signal })
}

/** The value that `share` of all are at or under, in the list's own unit. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function line(name: string, facts: Record<string, string | number>): void {
  const words = Object.entries(facts).map(([fact, value]) => `${fact} ${rounded(value)}`)
  process.stdout.write(`  ${name.padEnd(34)}${words.join('   ')}\n`)
}

/** A figure beside what is wanted of it. */
export function verdict(
  name: string,
  figure: number,
  mark: { atLeast: number } | { atMost: number },
) {
  const reached = 'atLeast' in mark ? figure >= mark.atLeast : figure <= mark.atMost
  const wanted = 'atLeast' in mark ? `≥ ${mark.atLeast}` : `≤ ${mark.atMost}`
  line(name, { '=': figure, wanted, '→': reached ? 'reached' : 'NOT REACHED' })
}

function rounded(value: string | number): string {
  if (typeof value === 'string') return value
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1)
}
