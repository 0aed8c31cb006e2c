import fc from 'fast-check'
import type { Insertable } from 'kysely'
import { expect } from 'vitest'
import { recoveryFigures } from '../../../src/finance/recovery/recovery-period.ts'
import { recovery } from '../../../src/finance/recovery/report.ts'
import { billRows } from '../../../src/finance/recovery/rows.ts'
import { readerOf } from '../../../src/platform/database/connection.ts'
import type { InvoiceTable } from '../../../src/platform/database/member-tables.ts'
import { dayOf } from '../../../src/platform/day.ts'
import { type Books, testWithDatabase as test } from '../../database.ts'
import { rate, zone } from '../../ledger/builders.ts'
import { answer, financeApp } from '../api.ts'
import { asked, reportDeps } from '../asked.ts'

type Bill = Insertable<InvoiceTable>
let count = 0

/** A renewal of 10.00 EUR that failed then, open unless told otherwise. The clock stands at 15 June. */
function bill(first_failed_at: string | null, facts: Partial<Bill> = {}): Bill {
  count += 1
  const at = new Date(first_failed_at ?? '2026-01-01T00:00:00Z')
  return {
    ...{ id: `in_${count}`, subscription: `sub_${count}`, member_id: `mem_${count}` },
    ...{ status: 'open', billing_reason: 'subscription_cycle', currency: 'EUR' },
    ...{ amount_due_minor: 1_000n, amount_paid_minor: 0n, attempt_count: 1 },
    ...{ created: at, seen_at: at, first_failed_at: first_failed_at === null ? null : at },
    ...facts,
  }
}
const paid = (failed: string, at: string, facts: Partial<Bill> = {}) =>
  bill(failed, { status: 'paid', paid_at: new Date(at), ...facts })

function write(trx: Books['trx'], bills: readonly Bill[]) {
  return trx.insertInto('invoice').values(bills).execute()
}

const spring = 'from=2026-03-01&to=2026-07-01'

test('bills that first failed in a month, and what became of them', async ({ books }) => {
  await write(books.trx, [
    paid('2026-03-31T21:00:00Z', '2026-04-30T21:00:00Z'), // 1 April in Kyiv; thirty days to the second
    paid('2026-04-02T09:00:00Z', '2026-05-02T09:00:01Z', { amount_due_minor: 2_500n }),
    bill('2026-04-03T09:00:00Z', { status: 'void' }),
    bill('2026-04-30T20:59:59Z', { amount_due_minor: 4_000n }),
    bill('2026-05-16T09:00:00Z'), // thirty days ago to the second
    bill('2026-05-16T08:59:59Z', { status: 'open' }),
    bill('2026-06-14T09:00:00Z', { status: 'uncollectible' }),
    paid('2026-04-04T09:00:00Z', '2026-04-05T09:00:00Z', { billing_reason: 'subscription_create' }),
    paid('2026-04-04T09:00:00Z', '2026-04-05T09:00:00Z', { billing_reason: 'manual' }),
    paid('2026-04-04T09:00:00Z', '2026-04-05T09:00:00Z', { subscription: null }),
    bill(null, { status: 'paid', paid_at: new Date('2026-04-04T09:00:00Z') }),
  ])
  const { body } = await answer(financeApp(books.trx), `/api/reports/recovery?${spring}`)
  expect(body.periods).toMatchObject([
    { failed: 0, rate_by_count: null, rate_by_amount: null, reason: 'no_failures' },
    {
      ...{ failed: 4, recovered: 1, recovered_late: 1, pending: 0, lost: 2 },
      ...{ failed_minor: 8_500, recovered_minor: 1_000, recovered_late_minor: 2_500 },
      ...{ pending_minor: 0, lost_minor: 5_000, rate_by_count: '0.250000' },
      ...{ rate_by_amount: '0.117647', reason: null },
    },
    { failed: 2, pending: 1, lost: 1, rate_by_count: '0.000000' },
    { failed: 1, lost: 1 },
  ])
  expect(body.total).toMatchObject({ failed: 7, rate_by_count: '0.142857' })
})

test('what was due in another currency is taken at the rate of the day it failed', async ({
  books,
}) => {
  await rate(books.trx, 'USD', '2026-04-01', '1.25')
  await write(books.trx, [
    paid('2026-04-02T09:00:00Z', '2026-04-09T09:00:00Z', { currency: 'USD' }),
    bill('2026-05-20T09:00:00Z', { currency: 'USD' }),
  ])
  const { body } = await answer(financeApp(books.trx), `/api/reports/recovery?${spring}`)
  expect(body.periods[1]).toMatchObject({ failed_minor: 800, rate_by_amount: '1.000000' })
  expect(body.periods[2]).toMatchObject({
    ...{ failed: 1, failed_minor: null, rate_by_count: '0.000000', rate_by_amount: null },
    reason: 'rate_unavailable',
  })
})

const moment = (days: number) => new Date(Date.UTC(2026, 2, 1, 3) + days * 86_400_000)
const anyBill = fc
  .record({
    failed: fc.integer({ min: 0, max: 120 }),
    after: fc.integer({ min: 0, max: 60 }),
    status: fc.constantFrom('paid', 'paid', 'open', 'void', 'uncollectible'),
    amount_due_minor: fc.bigInt({ min: 100n, max: 500n }),
    billing_reason: fc.constantFrom(
      'subscription_cycle',
      'subscription_update',
      'subscription_create',
    ),
  })
  .map(({ failed, after, ...facts }) => {
    const paid_at = facts.status === 'paid' ? moment(failed + after) : null
    return bill(moment(failed).toISOString(), { ...facts, paid_at })
  })

test('recovery, by the database and by plain loops, and its rows', async ({ db }) => {
  const bills = fc.array(anyBill, { minLength: 1, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(bills, fc.constantFrom(...recoveryFigures), async (some, figure) => {
      class RolledBack extends Error {}
      const whole = db.transaction().execute(async (trx) => {
        await write(trx, some)
        const query = asked({ from: '2026-03-01', to: '2026-07-01' })
        const report = await recovery(readerOf(trx), query, reportDeps)
        for (const period of [...report.periods, report.total]) {
          expect(period).toMatchObject(naive(some, period))
        }
        const rows = await billRows(readerOf(trx), { ...query, figure, limit: 500 }, reportDeps)
        if (rows.kind !== 'found') throw new TypeError('the first page needs no cursor')
        const counted = rows.rows.reduce((sum, { counts }) => sum + (counts ?? 0), 0)
        expect([figure, counted]).toEqual([figure, rows.sum])
        throw new RolledBack()
      })
      await whole.catch((error: unknown) => {
        if (!(error instanceof RolledBack)) throw error
      })
    }),
    { numRuns: 200, verbose: true },
  )
})

function naive(bills: readonly Bill[], { from, to }: Readonly<{ from: string; to: string }>) {
  const counts = { failed: 0, recovered: 0, recovered_late: 0, pending: 0, lost: 0 }
  const minor = { ...counts }
  const window = 30 * 86_400_000
  for (const one of bills) {
    const failed = one.first_failed_at instanceof Date ? one.first_failed_at : new Date(0)
    const day = dayOf(failed, zone)
    if (day < from || day >= to || one.billing_reason === 'subscription_create') continue
    const age = (until: Date) => until.getTime() - failed.getTime()
    const outcome =
      one.paid_at instanceof Date
        ? age(one.paid_at) <= window
          ? 'recovered'
          : 'recovered_late'
        : one.status === 'open' && age(reportDeps.clock.now()) <= window
          ? 'pending'
          : 'lost'
    for (const name of ['failed', outcome] as const) {
      counts[name] += 1
      minor[name] += Number(one.amount_due_minor)
    }
  }
  return {
    ...counts,
    failed_minor: minor.failed,
    recovered_minor: minor.recovered,
    lost_minor: minor.lost,
  }
}

test('rows come page by page, the earliest failure first', async ({ books }) => {
  const failed = ['2026-04-03', '2026-04-01', '2026-04-02', '2026-04-02'].map((day) =>
    bill(`${day}T09:00:00Z`),
  )
  await write(books.trx, failed)
  const path = `/api/reports/recovery/rows?${spring}&figure=failed&limit=3`
  const first = await answer(financeApp(books.trx), path)
  const days = ({ body }: typeof first) =>
    body.data.map((row: { first_failed_at: string }) => row.first_failed_at.slice(0, 10))
  expect(days(first)).toEqual(['2026-04-01', '2026-04-02', '2026-04-02'])
  const second = await answer(financeApp(books.trx), `${path}&cursor=${first.body.next_cursor}`)
  expect([days(second), second.body.next_cursor]).toEqual([['2026-04-03'], null])
})
