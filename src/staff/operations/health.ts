import type { Clock } from '../../platform/clock.ts'
import { type Database, type Reader, readerOf } from '../../platform/database/connection.ts'
import { migrationHead } from '../../platform/database/head.ts'
import { routesWith } from '../../platform/http/routes.ts'
import type { Log } from '../../platform/log.ts'
import { type SyncLag, syncLag } from '../../stripe/operations.ts'

type Deps = Readonly<{ db: Database; machineClock: Clock; log: Log }>
type Readiness = Readonly<{
  database: 'ok' | 'unreachable'
  migrations: 'ok' | 'pending' | 'unknown'
  sync: SyncLag | null
}>

/** `/healthz`: the process answers. `/readyz`: it can serve; 503 names what is not well. */
export const health = routesWith<Deps>()
  .get('/healthz', (c) => c.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' }))
  .get('/readyz', async (c) => {
    const readiness = await readinessOf(c.var.deps)
    const ready = readiness.database === 'ok' && readiness.migrations === 'ok'
    return c.json(readiness, ready ? 200 : 503, { 'cache-control': 'no-store' })
  })

async function readinessOf({ db, machineClock, log }: Deps): Promise<Readiness> {
  const reader = readerOf(db) // not the reports': its statements may take longer than a probe waits
  try {
    if (!(await isMigrated(reader))) return { database: 'ok', migrations: 'pending', sync: null }
    const sync = await syncLag(reader, machineClock.now())
    return { database: 'ok', migrations: 'ok', sync }
  } catch (error) {
    log.warn('not ready', { error: error instanceof Error ? error.message : 'unknown' })
    return { database: 'unreachable', migrations: 'unknown', sync: null }
  }
}

/** Before the first migration the table is not there: that is pending, not unreachable. */
async function isMigrated(reader: Reader): Promise<boolean> {
  const tables = await reader.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === 'kysely_migration')) return false
  const applied = await reader
    .$extendTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .where('name', '=', migrationHead)
    .executeTakeFirst()
  return applied !== undefined
}
