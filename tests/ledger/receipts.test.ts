import { sql } from 'kysely'
import { expect } from 'vitest'
import { bookEntries, type NewEntry } from '../../src/ledger/entry.ts'
import { numberedEntries, numberReceipts } from '../../src/ledger/receipts.ts'
import { fixedClock } from '../../src/platform/clock.ts'
import { type Database, readerOf } from '../../src/platform/database/connection.ts'
import { testWithDatabase as test } from '../database.ts'

const now = new Date('2026-03-10T12:00:00Z')
const clock = fixedClock(now)

/** A payment of one euro by charge `ch_N`, or what else is said. */
function row(n: number, day: string, more: Partial<NewEntry> = {}): NewEntry {
  return {
    ...{ id: `ent_txn_${n}`, balance_transaction: `txn_${n}`, source: 'stripe', kind: 'payment' },
    ...{ occurred_at: new Date(`${day}T10:00:00Z`), day, currency: 'EUR', charge: `ch_${n}` },
    ...{ amount_minor: 100n, fee_minor: 0n, net_minor: 100n },
    ...more,
  }
}

function book(db: Database, rows: readonly NewEntry[]): Promise<unknown> {
  return db.transaction().execute((trx) => bookEntries(trx, rows, now))
}

async function know(db: Database, charge: string): Promise<void> {
  const money = { amount_minor: 100n, currency: 'EUR' }
  await db
    .insertInto('payment')
    .values({ member_id: 'mem_1', id: charge, state: 'succeeded', made_at: now, ...money })
    .execute()
}

async function numbersOf(db: Database, charges: readonly string[]) {
  const rows = await numberedEntries(readerOf(db), charges)
  return rows.map(({ kind, number }) => [kind, number])
}

test('twenty bookings at once, some broken off, leave no gap in the numbers', async ({ own }) => {
  const all = Array.from({ length: 20 }, (_, n) => n)
  for (const n of all) await know(own, `ch_${n}`)
  await Promise.all(
    all.map(async (n) => {
      const day = n % 2 === 0 ? '2025-12-31' : '2026-01-01'
      const rows = [row(n, day), row(n + 100, day, { charge: `ch_${n}`, kind: 'refund' })]
      const booked = own.transaction().execute(async (trx) => {
        await bookEntries(trx, rows, now)
        if (n % 5 === 0) throw new RangeError('broken off')
      })
      await booked.catch(() => {})
      await numberReceipts({ db: own, clock })
    }),
  )
  await numberReceipts({ db: own, clock })
  const receipts = await own
    .selectFrom('receipt')
    .select(['year', 'number'])
    .orderBy('year')
    .orderBy('number')
    .execute()
  // 8 of each year's 10 bookings stood, of two rows each
  const upTo16 = (year: number) =>
    Array.from({ length: 16 }, (_, index) => ({ year, number: index + 1 }))
  expect(receipts).toEqual([...upTo16(2025), ...upTo16(2026)])
  expect(await own.selectFrom('receipt_due').selectAll().execute()).toEqual([])
})

test('numbers follow the days, and one learned late takes the next of its year', async ({
  own,
}) => {
  for (const charge of ['ch_1', 'ch_2', 'ch_3']) await know(own, charge)
  await book(own, [row(2, '2026-02-01'), row(1, '2026-01-05')])
  await numberReceipts({ db: own, clock })
  await book(own, [row(3, '2026-01-01'), row(4, '2026-02-03', { charge: 'ch_2', kind: 'refund' })])
  await numberReceipts({ db: own, clock })
  expect(await numbersOf(own, ['ch_1', 'ch_2', 'ch_3'])).toEqual([
    ['payment', '2026-000003'],
    ['payment', '2026-000001'],
    ['payment', '2026-000002'],
    ['refund', '2026-000004'],
  ])
})

test('money waits for its number until its payment is known; fees and payouts get none', async ({
  own,
}) => {
  await book(own, [row(1, '2026-01-05'), row(2, '2026-01-06', { kind: 'payout', charge: null })])
  await numberReceipts({ db: own, clock })
  expect(await numbersOf(own, ['ch_1', 'ch_2'])).toEqual([])
  await know(own, 'ch_1')
  await numberReceipts({ db: own, clock })
  expect(await numbersOf(own, ['ch_1', 'ch_2'])).toEqual([['payment', '2026-000001']])
})

test('a number that was given can be neither changed nor removed', async ({ own }) => {
  await know(own, 'ch_1')
  await book(own, [row(1, '2026-01-05')])
  await numberReceipts({ db: own, clock })
  await expect(sql`update receipt set number = 9`.execute(own)).rejects.toThrow()
  await expect(own.deleteFrom('receipt').execute()).rejects.toThrow()
})
