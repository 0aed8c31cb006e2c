import { expect } from 'vitest'
import { keepHouse } from '../src/housekeeping.ts'
import { fixedClock } from '../src/platform/clock.ts'
import type { Database } from '../src/platform/database/connection.ts'
import { testWithDatabase as test } from './database.ts'

const now = new Date('2026-06-30T12:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)

function event(db: Database, id: string, received_at: Date, state: 'done' | 'new') {
  const told = { object_key: `ch_${id}`, event_id: `evt_${id}`, type: 'charge.succeeded' }
  const rest = { object_type: 'charge', api_version: null, livemode: false, done_at: null, state }
  const row = { ...told, ...rest, created: received_at, received_at, payload: '{"email":"a@b.c"}' }
  return db.insertInto('inbox').values(row).execute()
}

test('payloads older than ninety days go once they are answered; their ids stay', async ({
  db,
}) => {
  await event(db, 'old', daysAgo(91), 'done')
  await event(db, 'waiting', daysAgo(91), 'new')
  await event(db, 'young', daysAgo(89), 'done')
  await keepHouse({ db, clock: fixedClock(now), machineClock: fixedClock(now) })
  const rows = await db
    .selectFrom('inbox')
    .select(['event_id', 'payload'])
    .orderBy('event_id')
    .execute()
  expect(rows.map(({ event_id, payload }) => [event_id, payload !== null])).toEqual([
    ['evt_old', false],
    ['evt_waiting', true],
    ['evt_young', true],
  ])
})

test('it is done once an hour, whoever asks', async ({ db }) => {
  const later = fixedClock(new Date('2026-06-30T15:00:00Z'))
  await keepHouse({ db, clock: later, machineClock: later })
  await event(db, 'late', daysAgo(100), 'done')
  await Promise.all([1, 2, 3].map(() => keepHouse({ db, clock: later, machineClock: later })))
  const kept = await db
    .selectFrom('inbox')
    .select('payload')
    .where('event_id', '=', 'evt_late')
    .executeTakeFirst()
  expect(kept?.payload).not.toBeNull()
})

test('what was said with an order that nobody paid goes after three days, and whence it came', async ({
  own,
}) => {
  const said = (nonce: string, said_at: Date, paid: object = {}) =>
    own
      .insertInto('order_words')
      .values({ nonce, said_at, shown_as: 'anonymous', reason: 'You dig.', ...paid })
      .execute()
  await said('form_left', daysAgo(4))
  await said('form_young', daysAgo(2))
  await said('form_paid', daysAgo(400), { member_id: 'mem_1', paid_by: 'pi_1' })
  await keepHouse({ db: own, clock: fixedClock(now), machineClock: fixedClock(now) })
  const kept = await own.selectFrom('order_words').select('nonce').orderBy('nonce').execute()
  expect(kept.map(({ nonce }) => nonce)).toEqual(['form_paid', 'form_young'])
})
