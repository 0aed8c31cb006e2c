import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import {
  type Migration,
  type MigrationProvider,
  Migrator,
  type MigratorProps,
} from 'kysely/migration'
import type { Schema } from './schema.ts'

/** Numbered `.sql` files, each one migration in its own transaction; forward only. */
function sqlFiles(folder: string): MigrationProvider {
  return {
    async getMigrations() {
      const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
      const entries = names.map(async (name) => [
        name.slice(0, -4),
        await migrationIn(folder, name),
      ])
      return Object.fromEntries(await Promise.all(entries))
    },
  }
}

async function migrationIn(folder: string, name: string): Promise<Migration> {
  const text = await readFile(join(folder, name), 'utf8')
  return { up: async (db) => void (await sql.raw(text).execute(db)) }
}

/**
 * Applies what is pending, one file a transaction, under the Migrator's advisory lock: of two
 * processes starting together one works and the other waits and finds nothing to do.
 * Answers the names applied. Throws the first failure, with everything before it kept.
 */
export async function migrate(
  db: Kysely<Schema>,
  folder: string,
  order: Pick<MigratorProps, 'allowUnorderedMigrations'> = {},
): Promise<string[]> {
  const migrator = new Migrator({ db, provider: sqlFiles(folder), ...order })
  const applied: string[] = []
  for (;;) {
    const { error, results } = await migrator.migrateUp()
    if (error) throw new Error('a migration failed; nothing of it was kept', { cause: error })
    const done = results?.filter(({ status }) => status === 'Success') ?? []
    if (done.length === 0) return applied
    applied.push(...done.map(({ migrationName }) => migrationName))
  }
}
