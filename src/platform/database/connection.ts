import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import type { ReadonlyKysely } from 'kysely/readonly'
import { Pool, type PoolClient, type PoolConfig, type QueryResult, TypeOverrides } from 'pg'
import { nameOfPrepared } from './prepared.ts'
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

/**
 * How long a statement may take: while somebody waits for a page, and in a report. A database that
 * froze answers nothing at all, so that without a limit a request would wait for ever.
 */
export const answersWithin_ms = { request: 2500, report: 30_000 } as const

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
  // So is one that dies between two statements of a transaction, whose next statement then fails.
  pool.on('connect', (client) => {
    client.on('error', () => {})
    if (more.query_timeout) limitAtServer(client, more.query_timeout)
  })
  return pool
}

/**
 * The server stops a statement that nobody waits for any more. Left to itself it goes on and keeps its
 * locks: whoever waits for them is given up too, until the server takes no more connections (seen).
 */
function limitAtServer(client: PoolClient, limit_ms: number): void {
  client.query(`set statement_timeout = ${limit_ms}`).catch(() => {}) // a dead one fails its statement
}

export function databaseOn(pool: Pool): Database {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: patient(pool) }) })
}

const patientClients = new WeakMap<PoolClient, PostgresPoolClient>()

/**
 * The pool as Kysely uses it. A connection on which an answer did not come in time is not used again:
 * behind a lost network it would hang every later query too.
 */
function patient(pool: Pool): PostgresPool {
  const connect = async () => {
    const client = await pool.connect()
    const known = patientClients.get(client) ?? patientClient(client)
    patientClients.set(client, known)
    return known
  }
  return { connect, end: () => pool.end(), options: pool.options }
}

function patientClient(client: PoolClient): PostgresPoolClient {
  let lost = false
  const query = async (text: string, values: readonly unknown[]) => {
    try {
      return together(await client.query({ name: nameOfPrepared(text), text, values: [...values] }))
    } catch (error) {
      lost ||= error instanceof Error && error.message === 'Query read timeout'
      throw error
    }
  }
  return Object.assign(Object.create(client), { query, release: () => client.release(lost) })
}

/** The rows of a text of several statements (the queue's own maintenance sends some), one after the other. */
function together(answer: QueryResult | readonly QueryResult[]): QueryResult {
  if (!isSeveral(answer)) return answer
  const last = answer.at(-1)
  if (last === undefined) throw new TypeError('a text without a statement')
  // as a whole it is no COMMIT, whose rows Kysely would not hand on
  return { ...last, command: 'SELECT', rows: answer.flatMap(({ rows }) => rows) }
}

function isSeveral(answer: QueryResult | readonly QueryResult[]): answer is readonly QueryResult[] {
  return Array.isArray(answer)
}

/** The same connection with nothing but reading in its type. */
export function readerOf(db: Database): Reader {
  // forced: Kysely makes a reader by type alone and leaves the two unassignable; its documented way.
  return db as unknown as Reader
}
