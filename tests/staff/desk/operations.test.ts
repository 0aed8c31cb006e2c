import { expect } from 'vitest'
import type { Database } from '../../../src/platform/database/connection.ts'
import { operationsPages } from '../../../src/staff/operations/routes.tsx'
import { moveMark } from '../../../src/stripe/sweeps/watermark.ts'
import { testWithDatabase as test } from '../../database.ts'
import { deskDeps, deskOf, now, textOf } from './desk.ts'

function desk(db: Database) {
  return deskOf('finance', deskDeps(db), (app) => app.route('/desk/operations', operationsPages))
}

async function open(db: Database): Promise<string> {
  return textOf((await desk(db).open('/desk/operations')).html)
}

function secondsAgo(seconds: number): Date {
  return new Date(now.getTime() - seconds * 1000)
}

function event(object_key: string, state: 'new' | 'shelved', received_at: Date) {
  return {
    object_key,
    event_id: `evt_${object_key}`,
    type: 'charge.updated',
    object_type: 'charge',
    api_version: null,
    livemode: false,
    created: received_at,
    received_at,
    state,
    payload: null,
    done_at: null,
  }
}

function lease(object_key: string, failure: string, shelved_at: Date) {
  return {
    ...{ object_key, object_type: 'charge', failure, shelved_at },
    ...{ attempts: 12, leased_until: null, known_at: null },
  }
}

const proof = {
  run_id: 'run_1',
  id: 'ledger_equals_balance_eur',
  ran_at: now,
  ok: false,
  currency: 'EUR',
  expected_minor: 123_456n,
  actual_minor: 123_400n,
  difference_minor: -56n,
  detail: '{}',
}

test('a house where nothing is the matter says so', async ({ books }) => {
  const text = await open(books.trx)
  expect(text).toContain('Everything that Stripe told us is in the books')
  expect(text).toContain('Waiting nothing')
  expect(text).toContain('Nothing was proved yet.')
})

test('events that wait are counted, with how long the oldest of them has', async ({ books }) => {
  await books.trx
    .insertInto('inbox')
    .values([event('ch_1', 'new', secondsAgo(3)), event('ch_2', 'new', secondsAgo(90))])
    .execute()
  const text = await open(books.trx)
  expect(text).toContain('Stripe’s events wait, the oldest for 2 min')
  expect(text).toContain('2 events, the oldest for 2 min')
})

test('a proof that failed is the first thing told, with its difference', async ({ books }) => {
  await books.trx.insertInto('proof').values(proof).execute()
  const text = await open(books.trx)
  expect(text).toContain('The ledger differs from Stripe’s own books')
  expect(text).toContain('EUR 1,234.56 1,234.00 −0.56 differs')
})

test('only the latest run of the proofs counts', async ({ books }) => {
  const earlier = { ...proof, run_id: 'run_0', ran_at: secondsAgo(60) }
  const equal = { ...proof, ok: true, actual_minor: 123_456n, difference_minor: 0n }
  await books.trx.insertInto('proof').values([earlier, equal]).execute()
  const text = await open(books.trx)
  expect(text).toContain('EUR 1,234.56 1,234.56 0.00 equal')
  expect(text).not.toContain('differs')
})

test('what lies on the shelf says why, and can be tried again', async ({ db }) => {
  await db
    .insertInto('inbox')
    .values(event('ch_9', 'shelved', secondsAgo(60)))
    .execute()
  await db
    .insertInto('object_lease')
    .values(lease('ch_9', 'Stripe answered 500', now))
    .execute()
  expect(await open(db)).toContain('ch_9 Stripe answered 500 1 12 15 Jun 2026, 13:00')
  const { status, headers } = await desk(db).post('/desk/operations/replay', { object: 'ch_9' })
  expect([status, headers.get('location')]).toEqual([303, '/desk/operations'])
  expect(await open(db)).toContain('Shelf Empty.')
  const acts = await db.selectFrom('audit').select(['who', 'act', 'subject']).execute()
  expect(acts).toEqual([{ who: 'usr_1', act: 'sync.replay', subject: 'ch_9' }])
})

test('a sweep that has run and had nothing to read has read nothing yet', async ({ books }) => {
  const ran_at = secondsAgo(60)
  await moveMark(books.trx, 'events', null)
  await books.trx.updateTable('watermark').set({ ran_at }).execute()
  const text = await open(books.trx)
  expect(text).toMatch(/Events \d+ \w+ \d{4}, \d\d:\d\d nothing yet/)
  expect(text).not.toContain('1970')
})
