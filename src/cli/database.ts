import { fileURLToPath } from 'node:url'
import type { Config } from '../config.ts'
import { type Database, databaseOn, openPool } from '../platform/database/connection.ts'
import { runningEmbedded, startEmbedded } from '../platform/database/embedded/server.ts'
import { migrate } from '../platform/database/migrations.ts'

const folder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** Where the database is, and how to let go of it. */
export type OpenedDatabase = Readonly<{ url: string; db: Database; close: () => Promise<void> }>

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

/** Applies what is pending; the names of what was applied. */
export function migrateAll({ db }: OpenedDatabase): Promise<string[]> {
  return migrate(db, folder)
}

function opened(url: string, stop: () => Promise<void>): OpenedDatabase {
  const db = databaseOn(openPool(url))
  return {
    url,
    db,
    close: async () => {
      await db.destroy()
      await stop()
    },
  }
}
