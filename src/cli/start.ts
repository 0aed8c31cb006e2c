// npm start: the whole product on this machine, or against DATABASE_URL and Stripe where they are set.
import { setTimeout as wait } from 'node:timers/promises'
import type { Config } from '../config.ts'
import { depsOf } from '../deps.ts'
import { isDatabaseAway } from '../platform/database/away.ts'
import { jsonLog } from '../platform/json-log.ts'
import type { Log } from '../platform/log.ts'
import { serve } from '../server.ts'
import { addresses, fileConsole } from './announce.ts'
import { migrateAll, type OpenedDatabase, startDatabase } from './database.ts'
import { machineClock, type StripeSide, startStripeSide, withoutStripe } from './sandbox.ts'
import { settings } from './settings.ts'

const retry_ms = 500

/** What was opened, to be closed in the opposite order. */
const opened: (() => Promise<void>)[] = []
let stopping = false

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0))
const config = settings()
const starting = start(config, logOf(config))
try {
  await starting
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  await stop(1)
}

/** The server listens first: with the database away it answers 503 and /readyz says why. */
async function start(config: Config, log: Log) {
  const database = await startDatabase(config)
  opened.push(database.close)
  let side: StripeSide = withoutStripe
  const clock = { now: () => side.clock.now() }
  const { db, reader } = database
  const random = Math.random
  const deps = depsOf({ config, db, reader, log, machineClock, clock, random })
  const server = await serve(deps)
  opened.push(server.close)
  await migrated(database, log)
  side = await startStripeSide(config, database.url, log)
  opened.push(side.close)
  server.work()
  await addresses(deps)
  process.stdout.write(`ready ${server.url}\n`)
}

/** Waits for a database of the operator's that is down, and says so; whatever else fails is thrown. */
async function migrated(database: OpenedDatabase, log: Log) {
  for (let tries = 0; ; tries++) {
    try {
      return await migrateAll(database)
    } catch (error) {
      const away = error instanceof Error && isDatabaseAway(error)
      if (config.databaseUrl === null || stopping || !away) throw error
      if (tries === 0) process.stderr.write(`${error.message}; waiting for it\n`)
      log.warn('waiting for the database', { reason: String(error) })
      await wait(retry_ms)
    }
  }
}

/** In production the log is the output. */
function logOf({ production, dataDir }: Config): Log {
  return jsonLog(production ? console : fileConsole(dataDir))
}

/** Waits for the start to end first: what it is opening at this moment has to be closed too. */
async function stop(code: number) {
  if (stopping) return
  stopping = true
  await starting.catch(() => {})
  for (const close of opened.reverse()) {
    await close().catch((error: unknown) => process.stderr.write(`while stopping: ${error}\n`))
  }
  process.exit(code)
}
