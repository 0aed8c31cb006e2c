import { readXlsx } from 'hucre/xlsx'
import { expect } from 'vitest'
import { testWithDatabase as test } from '../database.ts'
import { book, gift, income } from '../ledger/builders.ts'
import { financeApp } from './api.ts'

const march = 'from=2026-03-01&to=2026-04-01'

test('the CSV of the share has one row a period under the names of the JSON fields', async ({
  books,
}) => {
  await book(books.trx, [gift('2026-03-02', 6_000n), income('2026-03-31', 'events', 2_000n)])
  const app = financeApp(books.trx)
  const response = await app.request(`/api/reports/reader-share.csv?${march}`)
  expect(response.headers.get('content-disposition')).toBe(
    'attachment; filename="reader-share-2026-03-01-2026-04-01.csv"',
  )
  expect((await response.text()).trimEnd().split('\r\n')).toEqual([
    'from,to,state,currency,reader_minor,reader_stripe_minor,reader_other_minor,total_minor,known_minor,share,upper_bound,reason,missing,estimated,broad_share',
    '2026-03-01,2026-04-01,open,EUR,6000,6000,0,8000,8000,0.750000,,,,false,0.750000',
  ])
})

test('a workbook holds numbers as numbers and says what they mean', async ({ books }) => {
  await book(books.trx, [gift('2026-03-02', 6_000n), income('2026-03-31', 'events', 2_000n)])
  const response = await financeApp(books.trx).request(`/api/reports/reader-share.xlsx?${march}`)
  const { sheets } = await readXlsx(new Uint8Array(await response.arrayBuffer()))
  expect(sheets.map(({ name }) => name)).toEqual(['reader-share', 'Definitions'])
  const [names = [], values = []] = sheets[0]?.rows ?? []
  const row = Object.fromEntries(names.map((name, index) => [String(name), values[index] ?? null]))
  expect(row).toMatchObject({ reader_minor: 6000, share: 0.75, upper_bound: null, state: 'open' })
  expect(sheets[1]?.rows).toContainEqual(['basis', 'net'])
})

test('a campaign that looks like a formula stays a text', async ({ books }) => {
  const formulas = ['=cmd()', '+1', '-1', '@x', '＝cmd()', 'spring']
  await book(
    books.trx,
    formulas.map((campaign) => gift('2026-03-02', 100n, { label: { campaign } })),
  )
  const path = `/api/reports/revenue.csv?${march}&group=campaign`
  const lines = (await (await financeApp(books.trx).request(path)).text()).split('\r\n')
  const keys = lines.slice(1).map((line) => line.split(',')[2])
  expect(keys.sort()).toEqual(["'+1", "'-1", "'=cmd()", "'@x", "'＝cmd()", 'spring'].sort())
})

test('who took a file stands in the audit log', async ({ books }) => {
  await financeApp(books.trx).request(`/api/reports/revenue.csv?${march}`)
  const acts = await books.trx.selectFrom('audit').select(['who', 'act', 'subject']).execute()
  expect(acts).toEqual([
    { who: 'finance_1', act: 'report.export', subject: 'revenue-2026-03-01-2026-04-01.csv' },
  ])
})
