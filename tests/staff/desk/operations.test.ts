import { expect } from 'vitest'
import type { StaffRole } from '../../../src/platform/auth/principal.ts'
import type { Database } from '../../../src/platform/database/connection.ts'
import { operationsPages } from '../../../src/staff/operations/routes.tsx'
import { operationsSentence } from '../../../src/staff/operations/sentence.ts'
import { moveMark } from '../../../src/stripe/sweeps/watermark.ts'
import { testWithDatabase as test } from '../../database.ts'
import { forgetAll } from '../../stripe/story.ts'
import { deskDeps, deskOf, now, textOf } from './desk.ts'

function desk(db: Database, role: StaffRole = 'finance') {
  return deskOf(role, deskDeps(db), (app) => app.route('/desk/operations', operationsPages))
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

/** Two objects on the shelf, the event of each with what it carries. */
async function twoShelved(db: Database): Promise<void> {
  await forgetAll(db)
  const payload = JSON.stringify({ data: { object: { id: 'ch_9', email: 'olena@example.org' } } })
  await db
    .insertInto('inbox')
    .values(['ch_8', 'ch_9'].map((key) => ({ ...event(key, 'shelved', secondsAgo(60)), payload })))
    .execute()
  await db
    .insertInto('object_lease')
    .values(['ch_8', 'ch_9'].map((key) => lease(key, 'Stripe answered 500', now)))
    .execute()
}

const objectsShelved = async (db: Database) =>
  (
    await db
      .selectFrom('object_lease')
      .select('object_key')
      .where('shelved_at', 'is not', null)
      .execute()
  ).map(({ object_key }) => object_key)

test('what lies on the shelf says why, and an admin tries it again', async ({ db }) => {
  await twoShelved(db)
  expect(await open(db)).toContain('ch_9 Stripe answered 500 1 12 15 Jun 2026, 13:00')
  const admin = desk(db, 'admin')
  const { status, headers } = await admin.post('/desk/operations/replay', { object: 'ch_9' })
  expect([status, headers.get('location')]).toEqual([303, '/desk/operations'])
  expect(await objectsShelved(db)).toEqual(['ch_8'])
  await admin.post('/desk/operations/replay', { all: 'yes' })
  expect(await open(db)).toContain('Shelf Empty.')
  const acts = await db.selectFrom('audit').select(['who', 'act', 'subject']).execute()
  const act = { who: 'usr_1', act: 'sync.replay' }
  expect(acts).toEqual(['ch_9', 'ch_8'].map((subject) => ({ ...act, subject })))
})

test('what an object on the shelf carries is for an admin alone', async ({ db }) => {
  await twoShelved(db)
  const page = '/desk/operations/shelf/ch_9'
  const shown = await desk(db, 'admin').open(page)
  expect(textOf(shown.html)).toContain('olena@example.org')
  for (const role of ['finance', 'support', 'viewer'] as const) {
    const refused = await desk(db, role).open(page)
    expect([refused.status, refused.html.includes('olena')]).toEqual([403, false])
    const act = await desk(db, role).post('/desk/operations/replay', { all: 'yes' })
    expect(act.status).toBe(403)
  }
  expect((await desk(db).open('/desk/operations')).html).not.toContain('olena')
  expect(await objectsShelved(db)).toHaveLength(2)
})

test('each sweep tells how often it ran and what it missed, and each find where to look', async ({
  books,
}) => {
  await moveMark(books.trx, 'events', secondsAgo(30))
  await books.trx
    .insertInto('sweep_day')
    .values({ sweep: 'events', day: '2026-06-15', runs: 144, listed: 2310n, found: 1 })
    .execute()
  await books.trx
    .insertInto('sweep_find')
    .values({ sweep: 'events', object: 'ch_1', id: 'evt_1', found_at: now })
    .execute()
  const { html } = await desk(books.trx).open('/desk/operations')
  expect(textOf(html)).toMatch(/Events .* 144 2,310 1 /)
  expect(html).toContain('href="https://dashboard.stripe.com/test/search?query=evt_1"')
})

test('a word that we do not know is shown with where it stood', async ({ books }) => {
  await books.trx
    .insertInto('unknown_value')
    .values({
      ...{ object: 'subscription', field: 'status', value: 'hibernating', example: 'sub_1' },
      ...{ first_seen: now, last_seen: now, times: 4n },
    })
    .execute()
  expect(await open(books.trx)).toContain('subscription status hibernating sub_1')
})

test('while Stripe does not answer the page says why', () => {
  const quiet = { shelved: 0, pending: 12, lag_seconds: 900 }
  expect(operationsSentence({ ...quiet, away: 'is out of reach' }, [])).toBe(
    'Stripe is out of reach; what waits is read when it answers again',
  )
})

test('a sweep that has run and had nothing to read has read nothing yet', async ({ books }) => {
  const ran_at = secondsAgo(60)
  await moveMark(books.trx, 'events', null)
  await books.trx.updateTable('watermark').set({ ran_at }).execute()
  const text = await open(books.trx)
  expect(text).toMatch(/Events \d+ \w+ \d{4}, \d\d:\d\d nothing yet/)
  expect(text).not.toContain('1970')
})

test('an alarm stands above all else, with what to do and whether anybody was told', async ({
  books,
}) => {
  const alarm = { cause: 'no_payment', summary: 'No payment since Friday', closed_at: null }
  await books.trx
    .insertInto('alarm')
    .values([
      { ...alarm, opened_at: secondsAgo(600) },
      { ...alarm, opened_at: secondsAgo(6000), closed_at: secondsAgo(5000), summary: 'An old one' },
    ])
    .execute()
  const text = await open(books.trx)
  expect(text).toMatch(/Alarms No payment since Friday Try the support page .* Waiting nothing/)
  expect(text).toContain('Since 15 Jun 2026, 12:50, told to nobody yet')
  expect(text).not.toContain('An old one')
})
