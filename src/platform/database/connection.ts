import { Kysely, PostgresDialect } from 'kysely'
import type { ReadonlyKysely } from 'kysely/readonly'
import { Pool, type PoolConfig, TypeOverrides } from 'pg'
import type { Schema } from './schema.ts'

export type Database = Kysely<Schema>
/** What a report gets: a report that writes does not compile. */
export type Reader = ReadonlyKysely<Schema>

const int8 = 20
const date = 1082

/** int8 is bigint and a date stays the text of its day, here and nowhere else. */
function exactTypes(): TypeOverrides {
  const types = new TypeOverrides()
  types.setTypeParser(int8, BigInt)
  types.setTypeParser(date, (text: string) => text)
  return types
}

/** One pool a runtime. Waits at most 2 s for a connection, so that a dead database is a 503 soon. */
export function openPool(connectionString: string, more: Omit<PoolConfig, 'types'> = {}): Pool {
  const pool = new Pool({
    connectionString,
    connectionTimeoutMillis: 2000,
    keepAlive: true,
    max: 10,
    ...more,
    types: exactTypes(),
  })
  // An idle connection that dies is replaced at the next use; unheard, it would end the process.
  pool.on('error', () => {})
  return pool
}

export function databaseOn(pool: Pool): Database {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
}

/** The same connection with nothing but reading in its type. */
export function readerOf(db: Database): Reader {
  // forced: Kysely makes a reader by type alone and leaves the two unassignable; its documented way.
  return db as unknown as Reader
}
