import { sql } from 'kysely'
import { expect } from 'vitest'
import { databaseOn, openPool } from '../../../src/platform/database/connection.ts'
import { testWithDatabase as test } from '../../database.ts'
import { until } from '../../until.ts'

test('a connection lost between two statements fails its transaction, and the process lives on', async ({
  databaseUrl,
  db: other,
}) => {
  const db = databaseOn(openPool(databaseUrl, { max: 1 }))
  const whole = db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
    const pid = rows[0]?.pid ?? 0
    await sql`select pg_terminate_backend(${pid})`.execute(other)
    await until('the server has hung up', async () => {
      const left = sql<{ pid: number }>`select pid from pg_stat_activity where pid = ${pid}`
      return (await left.execute(other)).rows.length === 0
    })
    await sql`select 1`.execute(trx)
  })
  await expect(whole).rejects.toThrow(/connection/i)
  expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
  await db.destroy()
})

test('a statement that nobody waits for any more is stopped at the server, too', async ({
  databaseUrl,
  db: other,
}) => {
  const db = databaseOn(openPool(databaseUrl, { query_timeout: 200 }))
  await expect(sql`select pg_sleep(60)`.execute(db)).rejects.toThrow(/timeout/)
  await until('it has ended at the server', async () => {
    const left = sql`select pid from pg_stat_activity
      where state = 'active' and query = 'select pg_sleep(60)'`
    return (await left.execute(other)).rows.length === 0
  })
  await db.destroy()
})
