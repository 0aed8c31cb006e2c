import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { getConstructionPlans } from 'pg-boss'
import { expect } from 'vitest'
import * as z from 'zod'
import type { Database } from '../../../src/platform/database/connection.ts'
import { readerOf } from '../../../src/platform/database/connection.ts'
import { silentLog } from '../../../src/platform/log.ts'
import { deadJobs, outboxState, retryDead } from '../../../src/platform/outbox/dead.ts'
import { enqueue } from '../../../src/platform/outbox/queue.ts'
import { handler, keepOutbox, workOutbox } from '../../../src/platform/outbox/work.ts'
import { testWithDatabase as test } from '../../database.ts'

type Deps = Readonly<{ db: Database; log: typeof silentLog; done: string[] }>

const about = z.object({ name: z.string() })
const handlers = {
  note: handler<Deps, typeof about>(about, async ({ done }, { name }) => void done.push(name)),
  fail: handler<Deps, typeof about>(about, async () => {
    throw new Error('550 <reader@example.org> is nobody')
  }),
}

function depsOn(db: Database): Deps {
  return { db, log: silentLog, done: [] }
}

function send(db: Database, work: string, name: string): Promise<void> {
  return db.transaction().execute((trx) => enqueue(trx, [{ work, about: { name } }]))
}

/** As if so much time had passed for what waits. */
async function passTime(db: Database, s: number): Promise<void> {
  await sql`update pgboss.job set start_after = start_after - ${s} * interval '1 second',
    started_on = started_on - ${s} * interval '1 second'`.execute(db)
}

test('work is done once its transaction has committed, once', async ({ own }) => {
  const deps = depsOn(own)
  await send(own, 'note', 'a')
  await send(own, 'note', 'b')
  expect(await workOutbox(deps, handlers)).toBe(2)
  expect(await workOutbox(deps, handlers)).toBe(0)
  expect(deps.done.sort()).toEqual(['a', 'b'])
})

test('work of a transaction that is taken back is never done', async ({ own }) => {
  const deps = depsOn(own)
  const undone = own.transaction().execute(async (trx) => {
    await enqueue(trx, [{ work: 'note', about: { name: 'a' } }])
    throw new Error('taken back')
  })
  await expect(undone).rejects.toThrow('taken back')
  expect(await workOutbox(deps, handlers)).toBe(0)
  expect(deps.done).toEqual([])
})

test('of two processes one does a job', async ({ own }) => {
  const [one, other] = [depsOn(own), depsOn(own)]
  const names = Array.from({ length: 60 }, (_, n) => `job ${n}`)
  await own.transaction().execute((trx) =>
    enqueue(
      trx,
      names.map((name) => ({ work: 'note', about: { name } })),
    ),
  )
  await Promise.all([workOutbox(one, handlers), workOutbox(other, handlers)])
  expect([...one.done, ...other.done].sort()).toEqual(names.toSorted())
})

test('what fails is tried again later, and after three days it is dead', async ({ own }) => {
  const deps = depsOn(own)
  await send(own, 'fail', 'a')
  await workOutbox(deps, handlers)
  expect(await workOutbox(deps, handlers)).toBe(0) // not at once
  expect(await deadJobs(readerOf(own))).toEqual([])
  for (let n = 0; n < 80; n += 1) {
    await passTime(own, 3600)
    await workOutbox(deps, handlers)
  }
  const [dead] = await deadJobs(readerOf(own))
  expect(dead).toMatchObject({ work: 'fail', reason: 'Error: 550 <(address)> is nobody' })
  expect(await outboxState(readerOf(own))).toEqual({ dead: 1, late_s: null })
  expect(await retryDead(own, dead?.id)).toBe(1)
  expect(await outboxState(readerOf(own))).toMatchObject({ dead: 0 })
})

test('what a process had in hand when it died is done by another', async ({ own }) => {
  await send(own, 'note', 'a')
  const never = { note: () => new Promise<void>(() => {}) }
  const dying = new AbortController()
  void workOutbox(depsOn(own), never, dying.signal)
  const survivor = depsOn(own)
  await expect.poll(() => activeJobs(own)).toBe(1)
  expect(await workOutbox(survivor, handlers)).toBe(0)
  await passTime(own, 301)
  await keepOutbox(survivor)
  await passTime(own, 60)
  expect(await workOutbox(survivor, handlers)).toBe(1)
  expect(survivor.done).toEqual(['a'])
})

test('the migration makes the very schema that this pg-boss expects', async () => {
  const plain = (text: string) => text.replaceAll(/\s+/g, ' ')
  const plan = getConstructionPlans('pgboss')
  const own = plan.slice(plan.indexOf('CREATE SCHEMA'), plan.lastIndexOf('COMMIT;'))
  const migration = await readFile('migrations/0023_outbox.sql', 'utf8')
  expect(plain(migration)).toContain(plain(own).trim())
})

async function activeJobs(db: Database): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`
    select count(*) as n from pgboss.job where state = 'active'`.execute(db)
  return Number(rows[0]?.n)
}
