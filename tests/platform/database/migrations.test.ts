import { sql } from 'kysely'
import { expect, inject, test } from 'vitest'
import { databaseOn, openPool } from '../../../src/platform/database/connection.ts'
import { migrationHead } from '../../../src/platform/database/head.ts'
import { migrate } from '../../../src/platform/database/migrations.ts'
import { freePorts } from '../../free-port.ts'

/** A database with nothing in it, and two processes' connections to it. */
async function emptyDatabase() {
  const [unique] = await freePorts(1)
  const name = `empty_${process.pid}_${unique}`
  const server = databaseOn(openPool(new URL('/postgres', inject('templateUrl')).href))
  await sql`create database ${sql.ref(name)}`.execute(server)
  await server.destroy()
  const { href } = new URL(`/${name}`, inject('templateUrl'))
  return [databaseOn(openPool(href)), databaseOn(openPool(href))] as const
}

test('two processes that start together migrate once, and both find the newest schema', async () => {
  const [one, other] = await emptyDatabase()
  const applied = await Promise.all([migrate(one, 'migrations'), migrate(other, 'migrations')])
  const names = applied.flat()
  expect(names.length).toBeGreaterThan(5)
  expect(names).toEqual([...new Set(names)])
  expect(names.toSorted().at(-1)).toBe(migrationHead)
  expect(await migrate(other, 'migrations')).toEqual([])
  const { rows } = await sql`select count(*)::int as rows from kysely_migration`.execute(one)
  expect(rows).toEqual([{ rows: names.length }])
  await Promise.all([one.destroy(), other.destroy()])
})

test('a migration that fails says so and leaves nothing of itself', async () => {
  const [db, other] = await emptyDatabase()
  await expect(migrate(db, 'tests/platform/database/broken-migrations')).rejects.toThrow(
    'nothing of it was kept',
  )
  const tables = await db.introspection.getTables()
  expect(tables.map(({ name }) => name)).toEqual(['kept'])
  await Promise.all([db.destroy(), other.destroy()])
})
