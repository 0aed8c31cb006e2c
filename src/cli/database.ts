import { fileURLToPath } from 'node:url'
import type { Config } from '../config.ts'
import { isDatabaseAway } from '../platform/database/away.ts'
import {
  answersWithin_ms,
  type Database,
  databaseOn,
  openPool,
  type Reader,
  readerOf,
} from '../platform/database/connection.ts'
import { runningEmbedded, startEmbedded } from '../platform/database/embedded/server.ts'
import { migrate } from '../platform/database/migrations.ts'

const reportsAtOnce = 4
const folder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** Where the database is, and how to let go of it. */
export type OpenedDatabase = Readonly<{
  url: string
  db: Database
  reader: Reader
  close: () => Promise<void>
}>

/** For a start: DATABASE_URL, else a server of our own, which nobody else may be using. */
export async function startDatabase(config: Config): Promise<OpenedDatabase> {
  if (config.databaseUrl !== null) return opened(config.databaseUrl, async () => {})
  const server = await startEmbedded(config.dataDir)
  return opened(server.url, server.stop)
}

/** For a command: the database of the start that runs now, else as a start would. */
export async function borrowDatabase(config: Config): Promise<OpenedDatabase> {
  const running = config.databaseUrl ?? runningEmbedded(config.dataDir)
  return running === null ? startDatabase(config) : opened(running, async () => {})
}

/**
 * Applies what is pending, in its own time; the names of what was applied. It is the first that asks
 * anything of the database, so a database that is not there or lets nobody in is told here.
 */
export async function migrateAll({ url }: OpenedDatabase): Promise<string[]> {
  const db = databaseOn(openPool(url, { max: 1 }))
  try {
    return await migrate(db, folder)
  } catch (error) {
    throw unreachable(error) ?? error
  } finally {
    await db.destroy()
  }
}

/** Wrong password, no such role, no such database. */
const refusals = ['28P01', '28000', '3D000']

function unreachable(error: unknown): Error | null {
  if (!(error instanceof Error) || !(error.cause instanceof Error)) return null
  const { cause } = error
  if (isDatabaseAway(cause)) return new Error('DATABASE_URL: no database answers there', { cause })
  const refuses = 'code' in cause && refusals.some((code) => code === cause.code)
  return refuses ? new Error('DATABASE_URL: the database lets nobody in by it', { cause }) : null
}

function opened(url: string, stop: () => Promise<void>): OpenedDatabase {
  const { request, report } = answersWithin_ms
  const db = databaseOn(openPool(url, { query_timeout: request }))
  const reports = databaseOn(openPool(url, { query_timeout: report, max: reportsAtOnce }))
  const close = async () => {
    await Promise.all([db.destroy(), reports.destroy()])
    await stop()
  }
  return { url, db, reader: readerOf(reports), close }
}
