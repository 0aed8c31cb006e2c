import type { Config } from '../config.ts'
import { type AppDeps, depsOf, inBackground } from '../deps.ts'
import type { Log } from '../platform/log.ts'
import { borrowDatabase, migrateAll, type OpenedDatabase } from './database.ts'
import { borrowStripeSide, machineClock, withoutStripe } from './sandbox.ts'

/**
 * What a command works with, with the start's environment, whether or not a start runs now: its
 * database and sandbox are borrowed when it does, and started for the command's time when it does not.
 */
export async function borrowDeps(
  config: Config,
  log: Log,
  { needsStripe }: { needsStripe: boolean },
): Promise<{ deps: AppDeps; database: OpenedDatabase; close: () => Promise<void> }> {
  const database = await borrowDatabase(config)
  try {
    await migrateAll(database)
    const side = needsStripe ? await borrowStripeSide(config, database.url, log) : withoutStripe
    const { db, reader } = database
    const { clock } = side
    const random = Math.random
    const deps = inBackground(depsOf({ config, db, reader, log, machineClock, clock, random }))
    const close = async () => {
      await side.close()
      await database.close()
    }
    return { deps, database, close }
  } catch (error) {
    await database.close() // a server of our own would outlive us
    throw error
  }
}
