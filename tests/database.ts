import { sql, type Transaction } from 'kysely'
import { inject, test } from 'vitest'
import {
  type Database,
  databaseOn,
  openPool,
  type Reader,
  readerOf,
} from '../src/platform/database/connection.ts'
import type { Schema } from '../src/platform/database/schema.ts'

let clones = 0

/** A database of its own, cloned from the migrated template; dropped with the server after the run. */
export async function cloneDatabase(): Promise<string> {
  const template = new URL(inject('templateUrl'))
  clones += 1
  const name = `test_${process.pid}_${clones}`
  const admin = databaseOn(openPool(new URL('/postgres', template).href, { max: 1 }))
  await sql`create database ${sql.ref(name)} template mainstay`.execute(admin)
  await admin.destroy()
  return Object.assign(template, { pathname: `/${name}` }).href
}

/** A transaction that is rolled back after the test, as writer and as reader. */
export type Books = Readonly<{ trx: Transaction<Schema>; reader: Reader }>

class RolledBack extends Error {}

/**
 * `databaseUrl` and `db`, `reader`: a clone for this file, where commits or locks are the point.
 * `books`: one transaction on it, rolled back after the test. `own`: a clone for one test alone, where
 * what is committed (a rate, a closed month) would reach the others.
 */
export const testWithDatabase = test
  .extend<{ databaseUrl: string; db: Database; reader: Reader }>({
    databaseUrl: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from this pattern
      async ({}, use) => use(await cloneDatabase()),
      { scope: 'file' },
    ],
    db: [
      async ({ databaseUrl }, use) => {
        const db = databaseOn(openPool(databaseUrl))
        await use(db)
        await db.destroy()
      },
      { scope: 'file' },
    ],
    reader: [async ({ db }, use) => use(readerOf(db)), { scope: 'file' }],
  })
  .extend<{ books: Books; own: Database }>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from this pattern
    own: async ({}, use) => {
      const db = databaseOn(openPool(await cloneDatabase()))
      await use(db)
      await db.destroy()
    },
    books: async ({ db }, use) => {
      const whole = db.transaction().execute(async (trx) => {
        await use({ trx, reader: readerOf(trx) })
        throw new RolledBack()
      })
      await whole.catch((error: unknown) => {
        if (!(error instanceof RolledBack)) throw error
      })
    },
  })
