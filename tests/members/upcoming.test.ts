import type { Transaction } from 'kysely'
import { expect } from 'vitest'
import { announceUpcoming } from '../../src/members/announcements/upcoming.ts'
import { fixedClock } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database/connection.ts'
import type { Schema } from '../../src/platform/database/schema.ts'
import { testWithDatabase as test } from '../database.ts'

const config = { renewalNotice_days: 30, reportingTimezone: 'Europe/Kyiv' }

function look(db: Database, day: string): Promise<void> {
  const clock = fixedClock(new Date(`${day}T12:00:00Z`))
  return announceUpcoming({ config, db, clock, machineClock: clock })
}

async function said(db: Database) {
  const rows = await db.selectFrom('announcement').select(['key', 'facts']).orderBy('key').execute()
  return rows.map(({ key }) => key)
}

type Trx = Pick<Transaction<Schema>, 'insertInto'>

async function member(db: Trx, id: string) {
  const at = new Date('2025-07-01T10:00:00Z')
  const row = { id, email: `${id}@example.org`, name: null, state: 'member' as const }
  await db
    .insertInto('member')
    .values({ ...row, created_at: at, updated_at: at })
    .execute()
  await db
    .insertInto('member_customer')
    .values({ customer: `cus_${id}`, member_id: id })
    .execute()
}

async function subscription(db: Trx, id: string, more: object = {}) {
  const at = new Date('2025-07-01T10:00:00Z')
  await db
    .insertInto('subscription')
    .values({
      ...{ member_id: id, id: `sub_${id}`, customer: `cus_${id}`, status: 'active' },
      ...{ raw_status: 'active', started_at: at, period_end: new Date('2026-07-01T10:00:00Z') },
      ...{ amount_minor: 6000n, currency: 'EUR', frequency: 'yearly', interval_unit: 'year' },
      ...{ interval_count: 1, seen_at: at },
      ...more,
    })
    .execute()
}

test('a yearly charge is announced once, thirty days before, to those who will be charged', async ({
  own,
}) => {
  for (const id of ['a', 'ending', 'paused', 'monthly']) await member(own, id)
  await subscription(own, 'a')
  await subscription(own, 'ending', { ends_at: new Date('2026-07-01T10:00:00Z') })
  await subscription(own, 'paused', { paused: true })
  await subscription(own, 'monthly', { frequency: 'monthly', interval_unit: 'month' })
  await look(own, '2026-05-31')
  expect(await said(own)).toEqual([])
  await look(own, '2026-06-02')
  await look(own, '2026-06-03')
  expect(await said(own)).toEqual(['renewal_upcoming:sub_a:1782900000'])
})

test('the end of a card is announced once a card, in its last thirty days', async ({ own }) => {
  await member(own, 'a')
  await subscription(own, 'a')
  await own
    .updateTable('member_customer')
    .set({ pays_with: 'pm_1', pays_last4: '4242', pays_until: '2026-03', paid_at: new Date(0) })
    .execute()
  await look(own, '2026-02-27')
  expect(await said(own)).toEqual([])
  await look(own, '2026-03-02')
  await look(own, '2026-03-20')
  expect(await said(own)).toEqual(['card_expiring:sub_a:pm_1:2026-03'])
})

test('what somebody gave in a year is told in January, refunds taken off', async ({ own }) => {
  await member(own, 'a')
  const payment = { member_id: 'a', payment_intent: null, state: 'succeeded' as const }
  const given = { ...payment, failure: null, currency: 'EUR', presented_minor: null }
  await own
    .insertInto('payment')
    .values([
      { ...given, id: 'ch_1', amount_minor: 1000n, made_at: new Date('2025-03-01T10:00:00Z') },
      {
        ...{ ...given, id: 'ch_2', amount_minor: 2000n, refunded_minor: 500n },
        made_at: new Date('2025-12-31T21:00:00Z'),
      },
      { ...given, id: 'ch_3', amount_minor: 4000n, made_at: new Date('2025-12-31T22:30:00Z') },
    ])
    .execute()
  await look(own, '2025-12-31')
  await look(own, '2026-01-06')
  await look(own, '2026-01-07')
  const [row, ...more] = await own.selectFrom('announcement').select(['key', 'facts']).execute()
  expect(more).toEqual([])
  expect(row).toEqual({
    key: 'year_given:2025:a',
    facts: { year: 2025, payments: 2, sums: [{ minor: '2500', currency: 'EUR' }] },
  })
})
