import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Database } from '../../src/platform/database/connection.ts'
import {
  claimOrder,
  keepSession,
  type OrderRow,
  releaseOrder,
  type Visitor,
} from '../../src/readers/checkout/store.ts'
import { testWithDatabase as test } from '../database.ts'
import { until } from '../until.ts'
import { noon } from './site.ts'

const visitor = (key: string) => ({ key, now: noon })
const claim = (db: Database, row: OrderRow, by: Visitor) => claimOrder(db, { row, words: null }, by)

function orderRow(nonce: string, member_ref: string, more: Partial<OrderRow> = {}): OrderRow {
  const labels = { campaign: null, article: null, tier: null, variant: null, return_to: null }
  const money = { amount_minor: 1000n, base_minor: 1000n, currency: 'EUR' }
  const times = { created_at: noon, expires_at: noon }
  const opened = { session: null, url: null, extra_minor: 0n, language: null, visitor: null }
  return { nonce, member_ref, frequency: 'once', ...money, ...labels, ...opened, ...times, ...more }
}

test('of two tabs that claim the same form at one instant the first wins, and one is counted', async ({
  db,
}) => {
  const waiting = () =>
    sql`select 1 from pg_stat_activity where wait_event_type = 'Lock'
      and datname = current_database()`.execute(db)
  const [first, second] = await db.connection().execute(async (one) => {
    await sql`begin`.execute(one)
    const first = await claim(one, orderRow('form_two', 'ref_1'), visitor('two'))
    const second = claim(db, orderRow('form_two', 'ref_2'), visitor('two'))
    await until('the second tab waits for the first', async () => (await waiting()).rows.length > 0)
    await sql`commit`.execute(one)
    return [first, await second]
  })
  expect(first).toMatchObject({ kind: 'claimed', fresh: true, row: { member_ref: 'ref_1' } })
  expect(second).toMatchObject({ kind: 'claimed', fresh: false, row: { member_ref: 'ref_1' } })
  expect(await hitsOf('two')).toEqual([1, 1])

  function hitsOf(key: string) {
    const rows = db.selectFrom('request_count').select('hits').where('key', 'like', `${key}/%`)
    return rows.execute().then((found) => found.map(({ hits }) => hits))
  }
})

test('a session that came late for a forgotten order is kept all the same', async ({ db }) => {
  const row = orderRow('form_late', 'ref_late')
  await claim(db, row, visitor('late'))
  await releaseOrder(db, row, visitor('late'))
  const kept = await keepSession(db, row, { id: 'cs_1', url: 'https://x.example/1' })
  expect(kept).toEqual({ id: 'cs_1', url: 'https://x.example/1' })
  const claimed = await claim(db, orderRow('form_late', 'ref_other'), visitor('late'))
  expect(claimed).toMatchObject({ fresh: false, row: { session: 'cs_1', member_ref: 'ref_late' } })
})

test('of two sessions for one order the first stands, and a kept order is not forgotten', async ({
  db,
}) => {
  const row = orderRow('form_both', 'ref_both')
  await claim(db, row, visitor('both'))
  await keepSession(db, row, { id: 'cs_1', url: 'https://x.example/1' })
  const later = await keepSession(db, row, { id: 'cs_2', url: 'https://x.example/2' })
  expect(later).toEqual({ id: 'cs_1', url: 'https://x.example/1' })
  await releaseOrder(db, row, visitor('both'))
  const claimed = await claim(db, row, visitor('both'))
  expect(claimed).toMatchObject({ fresh: false, row: { session: 'cs_1' } })
})
