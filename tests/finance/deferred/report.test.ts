import { expect } from 'vitest'
import { testWithDatabase as test } from '../../database.ts'
import { book, gift, rate } from '../../ledger/builders.ts'
import { answer, financeApp } from '../api.ts'
import { declareProduct } from '../declared.ts'
import { bill, writeInvoices } from './bills.ts'

const span = 'from=2026-01-01&to=2026-03-01'
const figures = ['opening', 'billed', 'recognised', 'refunded', 'closing'] as const

function amounts(period: Readonly<Record<string, unknown>>) {
  return figures.map((figure) => period[`${figure}_minor`])
}

test('until a product is declared there is no figure, and all is earned when it is received', async ({
  books,
}) => {
  const year = bill('2026-01-01', 36_500n, ['2026-01-01', '2027-01-01'])
  await writeInvoices(books.trx, [year])
  await book(books.trx, [year.booking])
  const app = financeApp(books.trx)
  const { body } = await answer(app, `/api/reports/deferred?${span}`)
  expect(body.total).toMatchObject({ closing_minor: null, reason: 'not_declared' })
  const { body: rows } = await answer(
    app,
    `/api/reports/deferred/rows?figure=closing_minor&${span}`,
  )
  expect(rows).toEqual({ data: [], sum: null, of: null, next_cursor: null })
  const { body: money } = await answer(app, `/api/reports/revenue?basis=recognised&${span}`)
  expect(money.total.net_minor).toBe(36_500)
  await declareProduct(books.trx, 'membership', { treatment: 'contribution' })
  const declared = await answer(app, `/api/reports/deferred?${span}`)
  expect(amounts(declared.body.total)).toEqual([0, 0, 0, 0, 0])
})

test('of a split product what the benefits are worth is earned by the day, the rest at once', async ({
  books,
}) => {
  const year = bill('2026-01-31', 10_000n, ['2026-01-31', '2027-01-31'], { product: 'prod_1' })
  await writeInvoices(books.trx, [year])
  await book(books.trx, [year.booking, gift('2026-02-01', 500n)])
  const app = financeApp(books.trx)
  const split = { treatment: 'split', fair_value_minor: 3650 } as const
  await declareProduct(books.trx, 'prod_1', split)
  const { body } = await answer(app, `/api/reports/deferred?${span}`)
  expect(body.periods.map(amounts)).toEqual([
    [0, 3650, 10, 0, 3640],
    [3640, 0, 280, 0, 3360],
  ])
  const { body: rows } = await answer(app, body.periods[1].entries.closing_minor)
  const { id, day, label } = { ...year.booking.entry, label: year.booking.label }
  expect(rows).toEqual({
    data: [
      {
        ...{ entry: id, day, member_id: label.member_id, class: 'membership', product: 'prod_1' },
        ...{ service_from: '2026-01-31', service_to: '2027-01-31', counts: 3360 },
      },
    ],
    ...{ sum: 3360, of: null, next_cursor: null },
  })
  const { body: money } = await answer(app, `/api/reports/revenue?basis=recognised&${span}`)
  expect(money.periods.map((period: Readonly<{ net_minor: number }>) => period.net_minor)).toEqual([
    10_000 - 3640,
    500 + 280,
  ])
  const behind = await answer(app, money.periods[1].entries.net_minor)
  expect([behind.body.sum_minor, behind.body.data.length]).toEqual([780, 2])
  const { body: share } = await answer(app, `/api/reports/reader-share?basis=recognised&${span}`)
  expect(share.total.reader_minor).toBe(10_000 + 500 - 3360)
})

test('what is paid late is made up for on the day it is paid', async ({ books }) => {
  const late = bill('2026-01-16', 3100n, ['2026-01-01', '2026-02-01'])
  await writeInvoices(books.trx, [late])
  await book(books.trx, [late.booking])
  const app = financeApp(books.trx)
  await declareProduct(books.trx, 'membership', { treatment: 'exchange' })
  const query = 'from=2026-01-14&to=2026-01-19&interval=day'
  const { body } = await answer(app, `/api/reports/deferred?${query}`)
  expect(body.periods.map(amounts)).toEqual([
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
    [0, 3100, 1600, 0, 1500],
    [1500, 0, 100, 0, 1400],
    [1400, 0, 100, 0, 1300],
  ])
})

test('the payments behind a figure come page by page', async ({ books }) => {
  const many = Array.from({ length: 5 }, () =>
    bill('2026-02-20', 2800n, ['2026-02-20', '2026-03-20']),
  )
  await writeInvoices(books.trx, many)
  await book(
    books.trx,
    many.map(({ booking }) => booking),
  )
  const app = financeApp(books.trx)
  await declareProduct(books.trx, 'membership', { treatment: 'exchange' })
  const first = `/api/reports/deferred/rows?figure=recognised_minor&limit=3&${span}`
  const { body } = await answer(app, first)
  const { body: second } = await answer(app, `${first}&cursor=${body.next_cursor}`)
  const entries = [...body.data, ...second.data].map(({ entry }: { entry: string }) => entry)
  expect(new Set(entries)).toEqual(new Set(many.map(({ booking }) => booking.entry.id)))
  expect([body.sum, second.sum, second.next_cursor]).toEqual([4500, 4500, null])
})

test('in another currency all of a payment is worth what it was on its day', async ({ books }) => {
  const month = bill('2026-01-16', 3100n, ['2026-01-16', '2026-02-16'])
  await writeInvoices(books.trx, [month])
  await book(books.trx, [month.booking])
  await declareProduct(books.trx, 'membership', { treatment: 'exchange' })
  const app = financeApp(books.trx)
  const path = `/api/reports/deferred?currency=USD&${span}`
  expect((await answer(app, path)).body.total).toMatchObject({
    ...{ billed_minor: null, reason: 'rate_unavailable' },
  })
  await rate(books.trx, 'USD', '2026-01-16', '1.20')
  await rate(books.trx, 'USD', '2026-02-01', '9.99')
  expect((await answer(app, path)).body.periods.map(amounts)).toEqual([
    [0, 3720, 1920, 0, 1800],
    [1800, 0, 1800, 0, 0],
  ])
})
