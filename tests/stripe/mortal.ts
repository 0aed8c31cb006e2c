import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely'
import { type Database, openPool } from '../../src/platform/database/connection.ts'
import type { Schema } from '../../src/platform/database/schema.ts'

/** What a killed process would have done next. */
export class Killed extends Error {}

/**
 * The database of a process that is killed before its statement number `lives` + 1: nothing after it
 * reaches the server, a transaction that is open then is rolled back by the lost connection.
 */
export function mortalDatabase(
  url: string,
  lives: number,
): { db: Database; statements: () => number; end: () => Promise<void> } {
  const pool = openPool(url)
  let statements = 0
  const connect = async (): Promise<PostgresPoolClient> => {
    const client = await pool.connect()
    const query: PostgresPoolClient['query'] = (...given: [never]) => {
      statements += 1
      if (statements > lives) throw new Killed()
      return client.query(...given)
    }
    return { query, release: () => client.release(statements > lives) }
  }
  const dialect = new PostgresDialect({
    pool: { connect, end: () => pool.end(), options: pool.options },
  })
  const db = new Kysely<Schema>({ dialect })
  return { db, statements: () => statements, end: () => db.destroy() }
}
