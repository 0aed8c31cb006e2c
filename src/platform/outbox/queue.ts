import type { Transaction } from 'kysely'
import { type Db, fromKysely, PgBoss, systemClock } from 'pg-boss'
import type { Database } from '../database/connection.ts'
import type { Schema } from '../database/schema.ts'
import { oncePer } from '../gathered.ts'

/** Work that nobody waits for: which handler does it, and what that one needs to know (ids, no names). */
export type Job = Readonly<{
  work: string
  about: object
  /** Machine time; what waits for a day of business time is looked for when that day has come. */
  startAfter?: Date
}>

export const outbox = 'outbox'
export const deadOutbox = 'outbox_dead'

/**
 * Puts work in line in the transaction that causes it: it is done if that commits, and never if not.
 * It may be done twice (a process dies at its end), so that handlers must bear that.
 */
export async function enqueue(trx: Transaction<Schema>, jobs: readonly Job[]): Promise<void> {
  if (jobs.length === 0) return
  const db = fromKysely(trx)
  const boss = await sender(db)
  const rows = jobs.map(({ work, about, startAfter }) => ({
    data: { work, about },
    ...(startAfter === undefined ? {} : { startAfter }),
  }))
  await boss.insert(outbox, rows, { db })
}

/** The queue for those who work it, once a database; every statement of its goes there. */
export const queueOn = oncePer((db: Database): Promise<PgBoss> => started(fromKysely(db)))

let sending: Promise<PgBoss> | undefined

/**
 * One a process: all that it keeps is which queues there are, and it is handed the connection with each
 * call. Whoever comes first starts it, in their own transaction; where that fails the next one does.
 */
function sender(db: Db): Promise<PgBoss> {
  const own = sending ?? started(db)
  sending = own
  own.catch(() => {
    if (sending === own) sending = undefined
  })
  return own
}

/**
 * pg-boss with nothing of its own running: no timers (it would hold up the end of a process, and a
 * Worker keeps none between requests), no migration, no registry of instances (workerd has no
 * `process.cpuUsage`).
 */
function started(db: Db): Promise<PgBoss> {
  const boss = new PgBoss({
    db,
    ...{ schema: 'pgboss', migrate: false, createSchema: false, supervise: false },
    ...{ schedule: false, registerInstance: false, reindex: false, monitorVacuum: false },
    clock: withoutTimers,
  })
  boss.on('error', () => {}) // unheard it would end the process; every call throws its own failure
  return boss.start()
}

const withoutTimers = {
  ...systemClock,
  setTimeout: () => null,
  clearTimeout: () => {},
  setInterval: () => null,
  clearInterval: () => {},
}
