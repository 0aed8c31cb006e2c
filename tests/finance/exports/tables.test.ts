import { readXlsx } from 'hucre/xlsx'
import { expect } from 'vitest'
import { bookTables } from '../../../src/finance/exports/tables/all.ts'
import { readCsv } from '../../../src/platform/csv.ts'
import { testWithDatabase as test } from '../../database.ts'
import { book, expectIncome, gift, income, rate, refund } from '../../ledger/builders.ts'
import { answer, financeApp } from '../api.ts'

type App = ReturnType<typeof financeApp>

/** The rows of a CSV by its header. */
async function rowsOf(app: App, path: string) {
  const file = readCsv(await (await app.request(path)).text())
  if (file.kind === 'unreadable') throw new TypeError(file.message)
  return file.lines.map(({ record }) => record)
}

test('the file of the ledger holds the rows of the list, and their figures its sum', async ({
  books,
}) => {
  const given = gift('2026-03-02', 6_000n, { fee_minor: 200n, label: { campaign: '=spring' } })
  await book(books.trx, [
    ...[given, refund('2026-03-05', 1_500n, given)],
    ...[income('2026-03-31', 'events', 2_000n), gift('2026-04-01', 900n)],
  ])
  const app = financeApp(books.trx)
  const asked = 'from=2026-03-01&to=2026-04-01&figure=net_minor'
  const rows = await rowsOf(app, `/api/ledger/entries.csv?${asked}`)
  const { body } = await answer(app, `/api/ledger/entries?${asked}`)
  expect(rows.map(({ id }) => id)).toEqual(body.data.map(({ id }: { id: string }) => id))
  expect(rows.reduce((sum, { figure_minor }) => sum + Number(figure_minor), 0)).toBe(body.sum_minor)
  expect(rows[0]).toMatchObject({
    ...{ occurred_at: '2026-03-01T22:00:00.000Z', day: '2026-03-02', kind: 'payment' },
    ...{ amount_minor: '6000', fee_decimal: '2.00', net_decimal: '58.00', figure_decimal: '60.00' },
    ...{ campaign: "'=spring", charge: given.entry.charge },
  })
  expect(rows[1]).toMatchObject({ kind: 'refund', net_minor: '-1500', net_decimal: '-15.00' })
})

test('a file longer than a page misses no row and shows none twice', async ({ books }) => {
  const days = Array.from({ length: 4_100 }, (_, index) => `2026-03-${10 + (index % 3)}`)
  await book(
    books.trx,
    days.map((day) => gift(day, 100n)),
  )
  const rows = await rowsOf(financeApp(books.trx), '/api/exports/ledger.csv?from=2026-03-01')
  expect(new Set(rows.map(({ id }) => id)).size).toBe(4_100)
  expect(rows).toHaveLength(4_100)
  expect(rows.map(({ day }) => day)).toEqual([...days].sort())
})

test('income, rates and expectations leave as they were entered, readers unnamed', async ({
  books,
}) => {
  const { trx } = books
  const [grant, cash] = [
    income('2026-03-31', 'foundation', 2_000n),
    income('2026-03-31', 'reader', 5n),
  ]
  await book(trx, [grant, cash])
  for (const { entry } of [grant, cash]) {
    await trx.insertInto('income_payer').values({ entry_id: entry.id, payer: 'Ann' }).execute()
  }
  await rate(trx, 'USD', '2026-03-02', '1.0837')
  await expectIncome(trx, ['events', 'foundation'])
  const app = financeApp(trx)
  const incomes = await rowsOf(app, '/api/exports/income.csv?from=2026-03-01&to=2026-04-01')
  expect(incomes.map((row) => [row.class, row.payer, row.amount_decimal])).toEqual([
    ['foundation', 'Ann', '20.00'],
    ['reader', undefined, '0.05'],
  ])
  expect(await rowsOf(app, '/api/exports/rates.csv')).toMatchObject([{ rate: '1.0837' }])
  const declared = await rowsOf(app, '/api/exports/expectations.csv')
  expect(declared).toMatchObject([{ classes: 'events foundation' }])
})

test('a change of a subscription leaves with what it was and became', async ({ books }) => {
  await change(books.trx)
  const path = '/api/exports/subscription-changes.csv?from=2026-03-01&to=2026-04-01'
  expect(await rowsOf(financeApp(books.trx), path)).toMatchObject([
    {
      ...{ day: '2026-03-02', kind: 'updated', status: 'active', paused: 'false' },
      ...{ amount_before_decimal: '5.00', amount_decimal: '7.50', interval_unit: 'month' },
    },
  ])
})

/** From 5 to 7.50 euros a month. */
async function change(trx: Parameters<typeof book>[0]): Promise<void> {
  await trx
    .insertInto('subscription_change')
    .values({
      ...{ subscription: 'sub_1', event_id: 'evt_1', at: new Date('2026-03-02T09:00:00Z') },
      ...{ day: '2026-03-02', kind: 'updated', status_before: 'active', status: 'active' },
      ...{ paused_before: false, paused: false, amount_before_minor: 500n, amount_minor: 750n },
      ...{ currency: 'EUR', interval_unit_before: 'month', interval_count_before: 1 },
      ...{ interval_unit: 'month', interval_count: 1, ends_at_before: null, ends_at: null },
      price: JSON.stringify({ discounts: [], terms: [], items: [] }),
    })
    .execute()
}

test('every table has a file of each kind, and the catalogue says what its columns hold', async ({
  books,
}) => {
  await book(books.trx, [gift('2026-03-02', 6_000n)])
  const app = financeApp(books.trx, 'admin')
  const { body } = await answer(app, '/api/exports')
  expect(body.data.map(({ name }: { name: string }) => name)).toEqual(Object.keys(bookTables))
  for (const { name, columns } of body.data) {
    const [head = ''] = (await (await app.request(`/api/exports/${name}.csv`)).text()).split('\r\n')
    expect(head.split(',')).toEqual(columns.map(({ column }: { column: string }) => column))
    const workbook = await app.request(`/api/exports/${name}.xlsx`)
    const { sheets } = await readXlsx(new Uint8Array(await workbook.arrayBuffer()))
    expect(sheets.map((sheet) => sheet.name)).toEqual([name, 'Definitions'])
  }
})

test('who took a table stands in the audit log; what is no table or no question is refused', async ({
  books,
}) => {
  const app = financeApp(books.trx)
  await app.request('/api/exports/rates.csv?to=2026-04-01')
  const acts = await books.trx.selectFrom('audit').select(['act', 'subject']).execute()
  expect(acts).toEqual([{ act: 'table.export', subject: 'rates-first-2026-04-01.csv' }])
  const status = async (path: string) => (await app.request(path)).status
  expect(await status('/api/exports/members.csv')).toBe(404)
  expect(await status('/api/exports/rates.csv?from=2026-04-01&to=2026-03-01')).toBe(422)
  expect(await status('/api/exports/rates.csv?colour=red')).toBe(422)
})
