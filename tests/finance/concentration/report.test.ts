import fc from 'fast-check'
import { expect } from 'vitest'
import { giversOn } from '../../../src/finance/concentration/given.ts'
import { giversOver } from '../../../src/finance/concentration/report.ts'
import { personBases } from '../../../src/finance/persons/amount.ts'
import { readerOf } from '../../../src/platform/database/connection.ts'
import { addDays } from '../../../src/platform/day.ts'
import { type Books, testWithDatabase as test } from '../../database.ts'
import { type Booking, book, gift, income, refund } from '../../ledger/builders.ts'
import { answer, financeApp } from '../api.ts'
import { asked } from '../asked.ts'

const of = (member_id: string) => ({ label: { member_id } })
const may = 'from=2026-05-01&to=2026-06-01'
/** Nine persons of 1.00, and one of 9.00 of whose 10.00 a part went back; four count no more. */
function given(): Booking[] {
  const tens = gift('2025-06-01', 1_000n, of('p0'))
  const gone = gift('2026-02-01', 500n, of('gone'))
  return [
    tens,
    refund('2026-05-31', 100n, tens),
    ...Array.from({ length: 8 }, (_, index) => gift('2026-03-01', 100n, of(`p${index + 1}`))),
    income('2026-03-05', 'reader', 100n, of('p9')),
    gift('2025-05-31', 70_000n, of('older')),
    gift('2026-06-01', 70_000n, of('younger')),
    gone,
    refund('2026-03-01', 500n, gone),
    income('2026-03-05', 'reader', 50_000n),
  ]
}

test('how giving is spread over the twelve months to a period’s end', async ({ books }) => {
  await book(books.trx, given())
  const { body } = await answer(financeApp(books.trx), `/api/reports/concentration?${may}`)
  expect(body.periods[0]).toMatchObject({
    ...{ trailing: { from: '2025-06-01', to: '2026-06-01' }, persons: 10, given_minor: 1_800 },
    ...{ top_1_pct: '0.500000', top_10_pct: '0.500000', largest: '0.500000' },
    ...{ gini: '0.400000', hhi: '0.277778', donors_for_half: 1 },
  })
  const { body: byDay } = await answer(
    financeApp(books.trx),
    '/api/reports/concentration?from=2026-05-30&to=2026-05-31&interval=day',
  )
  // a day earlier: nothing of the 10.00 had gone back, and the 700.00 of a year ago are still there
  expect(byDay.total).toMatchObject({ persons: 11, given_minor: 71_900, largest: '0.973574' })
})

test('rows are the persons behind a figure, the largest first', async ({ books }) => {
  await book(books.trx, given())
  const app = financeApp(books.trx)
  const { body } = await answer(app, `/api/reports/concentration?${may}`)
  const period = body.periods[0]
  const sums = await Promise.all(
    ['persons', 'given_minor', 'top_10_pct', 'donors_for_half'].map(async (figure) => {
      const rows = await answer(app, period.entries[figure])
      const counted = rows.body.data.reduce(
        (sum: number, row: { counts: number }) => sum + row.counts,
        0,
      )
      expect([figure, counted]).toEqual([figure, rows.body.sum])
      return rows.body.of === null ? rows.body.sum : rows.body.sum / rows.body.of
    }),
  )
  expect(sums).toEqual([10, 1_800, 0.5, 1])
  const first = await answer(app, `${period.entries.persons}&limit=4`)
  expect(first.body.data[0]).toEqual({
    ...{ place: 1, member_id: 'p0', amount_minor: 900, share: '0.500000', counts: 1 },
  })
  const second = await answer(
    app,
    `${period.entries.persons}&limit=9&cursor=${first.body.next_cursor}`,
  )
  expect(second.body.data.map(({ place }: { place: number }) => place)).toEqual([5, 6, 7, 8, 9, 10])
  expect(second.body.next_cursor).toBeNull()
})

test('a viewer sees nothing of fewer than twenty persons', async ({ books }) => {
  await book(books.trx, given())
  const path = `/api/reports/concentration?${may}`
  const { body } = await answer(financeApp(books.trx, 'viewer'), path)
  expect(body.total).toMatchObject({
    ...{
      persons: 10,
      top_1_pct: null,
      largest: null,
      gini: null,
      hhi: null,
      donors_for_half: null,
    },
    reason: 'too_few_persons',
  })
  await book(
    books.trx,
    Array.from({ length: 10 }, (_, index) => gift('2026-04-01', 100n, of(`q${index}`))),
  )
  const { body: more } = await answer(financeApp(books.trx, 'viewer'), path)
  expect(more.total).toMatchObject({ persons: 20, largest: '0.321429' })
})

test('beside readers stand the largest funder, the owners and how long the cash would last', async ({
  books,
}) => {
  const grants = [
    income('2025-09-01', 'foundation', 60_000n),
    income('2026-03-01', 'events', 24_000n),
  ]
  const app = financeApp(books.trx)
  await book(books.trx, [...grants, income('2026-04-01', 'owner', 12_000n), ...given()])
  await books.trx
    .insertInto('income_payer')
    .values(grants.map(({ entry }) => ({ entry_id: entry.id, payer: ' The  Fund' })))
    .execute()
  const path = `/api/reports/concentration?${may}`
  const { body } = await answer(app, path)
  // 840.00 of 960.00 and readers’ 518.00
  expect(body.total).toMatchObject({
    ...{ largest_funder_share: '0.568336', owner_share: '0.081191' },
    ...{ runway_without_funder_months: null, reason: 'not_declared' },
  })
  await declareCash(books.trx, 1, { cash_minor: 120_000, monthly_costs_minor: 10_000 })
  const { body: later } = await answer(app, path)
  // 1200.00 ÷ (100.00 − 638.00 ÷ 12)
  expect(later.total.runway_without_funder_months).toBe('25.622776')
  await declareCash(books.trx, 2, { cash_minor: 120_000, monthly_costs_minor: 5_000 })
  const { body: rich } = await answer(app, path)
  expect(rich.total.reasons).toEqual({ runway_without_funder_months: 'not_burning' })
})

const day = fc.integer({ min: 0, max: 500 }).map((days) => addDays('2025-01-01', days))
const paid = fc
  .tuple(day, fc.bigInt({ min: 50n, max: 300n }), fc.constantFrom('ann', 'ben', 'cat', null))
  .map(([at, amount, member_id]) => gift(at, amount, { label: { member_id } }))

test('at a month’s end the database and the sums of changes see the same givers', async ({
  db,
}) => {
  const ends = ['2025-07-01', '2026-01-01', '2026-05-01', '2027-04-01']
  const bookings = fc.array(paid, { minLength: 1, maxLength: 15 })
  await fc.assert(
    fc.asyncProperty(bookings, fc.constantFrom(...personBases), async (given, basis) => {
      class RolledBack extends Error {}
      const whole = db.transaction().execute(async (trx) => {
        await book(trx, given)
        const query = asked({ basis })
        const bySums = await giversOver(readerOf(trx), ends, query)
        const byRows = await giversOn(readerOf(trx), ends, query)
        for (const end of ends) {
          const rows = byRows(end)?.map(({ amount, persons }) => ({ amount, persons }))
          expect(rows).toEqual(bySums(end))
        }
        throw new RolledBack()
      })
      await whole.catch((error: unknown) => {
        if (!(error instanceof RolledBack)) throw error
      })
    }),
    { numRuns: 25, verbose: true },
  )
})

async function declareCash(trx: Books['trx'], version: number, terms: object) {
  const row = { kind: 'cash' as const, key: '', version, from_day: null, declared_by: 'staff_1' }
  const declared = { ...row, terms: JSON.stringify(terms), declared_at: new Date(version) }
  await trx.insertInto('declaration').values(declared).execute()
}
