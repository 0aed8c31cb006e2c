import type { Pool, PoolClient } from 'pg'
import { deliveryBox } from './postgres-deliveries.ts'
import { listSql } from './postgres-list.ts'
import { writeChanges } from './postgres-write.ts'
import { SCHEMA_LOCK, schemaSql } from './schema.ts'
import {
  type AccountState,
  type Answer,
  type Job,
  newAccount,
  type Reader,
  type Row,
  type Store,
} from './store.ts'
import { turns } from './turns.ts'

/** Everything in PostgreSQL, in a schema of its own, so that it outlives any process. */
export async function postgresStore(pool: Pool): Promise<Store> {
  await makeSchema(pool)
  const turn = turns()
  return {
    read: (account) => readerOn(pool, account, false),
    transact: (account, work) =>
      // one connection an account: those who wait for their turn do not hold the pool's
      turn(account, () =>
        inTransaction(pool, (client) => {
          const reader = readerOn(client, account, true)
          return work({ ...reader, write: (changes) => writeChanges(client, account, changes) })
        }),
      ),
    deliveries: (account) => deliveryBox(pool, account),
    accounts: async () => {
      const { rows } = await pool.query<{ id: string }>(
        'select id from sandbox.account order by id',
      )
      return rows.map(({ id }) => id)
    },
    ownerOf: async (id) => {
      const sql = 'select account from sandbox.object where id = $1'
      const { rows } = await pool.query<{ account: string }>(sql, [id])
      return rows[0]?.account
    },
  }
}

async function makeSchema(pool: Pool): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [SCHEMA_LOCK])
    await client.query(schemaSql)
  })
}

async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}

const columns = 'id, kind, seq::float8, created::float8, marks, body'

function readerOn(db: Pool | PoolClient, account: string, isLocking: boolean): Reader {
  return {
    account: () => (isLocking ? lockedAccount(db, account) : accountState(db, account)),
    find: async (ids) => {
      // each by its key: without statistics the planner reads an index of the whole account
      const sql = `select found.* from unnest($2::text[]) as wanted (id) cross join lateral
        (select ${columns} from sandbox.object where id = wanted.id and account = $1 offset 0) found`
      return (await db.query<Row>(sql, [account, ids])).rows
    },
    list: async (query) => {
      const { sql, values } = listSql(account, query, columns)
      const { rows } = await db.query<Row>(sql, values)
      return query.before ? rows.reverse() : rows
    },
    jobs: async (until, limit, clock = '') => {
      const sql = `select kind, subject, due::float8, seq::float8, clock from sandbox.job
        where account = $1 and clock = $4 and due <= $2 order by due, seq limit $3`
      return (await db.query<Job>(sql, [account, until, limit, clock])).rows
    },
    answer: async (key) => {
      const sql = 'select answer from sandbox.answer where account = $1 and key = $2'
      const { rows } = await db.query<{ answer: string }>(sql, [account, key])
      return rows[0] && answerIn(rows[0].answer)
    },
    undelivered: async () => {
      const sql = `select distinct event from sandbox.delivery
        where account = $1 and state <> 'delivered' and attempts > 0`
      const { rows } = await db.query<{ event: string }>(sql, [account])
      return rows.map(({ event }) => event)
    },
    awaited: async (events) => {
      const sql = `select event, count(*)::int as number from sandbox.delivery
        where account = $1 and state <> 'delivered' and event = any($2) group by event`
      const { rows } = await db.query<{ event: string; number: number }>(sql, [account, events])
      return new Map(rows.map(({ event, number }) => [event, number]))
    },
    hasObjects: async () => {
      const sql = `select 1 from sandbox.object
        where account = $1 and kind <> 'webhook_endpoint' limit 1`
      return (await db.query(sql, [account])).rows.length > 0
    },
  }
}

async function accountState(
  db: Pool | PoolClient,
  account: string,
  end = '',
): Promise<AccountState> {
  const sql = `select state from sandbox.account where id = $1 ${end}`
  const { rows } = await db.query<{ state: string }>(sql, [account])
  return rows[0] ? stateIn(rows[0].state) : newAccount
}

/** The row is the account's lock too, for units of work of other processes. */
async function lockedAccount(db: Pool | PoolClient, account: string): Promise<AccountState> {
  await db.query('insert into sandbox.account values ($1, $2) on conflict do nothing', [
    account,
    JSON.stringify(newAccount),
  ])
  return accountState(db, account, 'for update')
}

/** Both texts are written by this store alone, from values of these types, or by an older one. */
function stateIn(text: string): AccountState {
  return { ...newAccount, ...JSON.parse(text) }
}
function answerIn(text: string): Answer {
  return JSON.parse(text)
}
