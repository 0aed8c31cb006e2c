import { readXlsx } from 'hucre/xlsx'
import { expect } from 'vitest'
import { testWithDatabase as test } from '../database.ts'
import { book, gift, income } from '../ledger/builders.ts'
import { financeApp } from './api.ts'

const march = 'from=2026-03-01&to=2026-04-01'

test('the CSV of the share has one row a period: the JSON’s fields, then amounts in decimals', async ({
  books,
}) => {
  await book(books.trx, [gift('2026-03-02', 6_000n), income('2026-03-31', 'events', 2_000n)])
  const app = financeApp(books.trx)
  const response = await app.request(`/api/reports/reader-share.csv?${march}`)
  expect(response.headers.get('content-disposition')).toBe(
    'attachment; filename="reader-share-2026-03-01-2026-04-01.csv"',
  )
  expect((await response.text()).trimEnd().split('\r\n')).toEqual([
    'from,to,state,currency,reader_minor,reader_stripe_minor,reader_other_minor,total_minor,known_minor,share,upper_bound,reason,missing,estimated,broad_share,largest_funder_minor,largest_funder_class,largest_funder_share,owner_minor,owner_share,inn_individual_minor,inn_major_minor,inn_foundation_minor,inn_earned_minor,inn_other_minor,warning,reader_decimal,reader_stripe_decimal,reader_other_decimal,total_decimal,known_decimal,largest_funder_decimal,owner_decimal,inn_individual_decimal,inn_major_decimal,inn_foundation_decimal,inn_earned_decimal,inn_other_decimal',
    '2026-03-01,2026-04-01,open,EUR,6000,6000,0,8000,8000,0.750000,,,,false,0.750000,2000,events,0.250000,0,0.000000,6000,0,0,2000,0,,60.00,60.00,0.00,80.00,80.00,20.00,0.00,60.00,0.00,0.00,20.00,0.00',
  ])
})

test('a byte order mark comes by choice', async ({ books }) => {
  const app = financeApp(books.trx)
  const head = async (bom: string) => {
    const response = await app.request(`/api/reports/revenue.csv?${march}&bom=${bom}`)
    return [response.status, [...new Uint8Array(await response.arrayBuffer()).slice(0, 3)]]
  }
  expect(await head('true')).toEqual([200, [0xef, 0xbb, 0xbf]])
  expect(await head('false')).toEqual([200, [...new TextEncoder().encode('fro')]])
  expect((await head('perhaps'))[0]).toBe(422)
})

test('a list inside the periods is a file of its own, one row an item', async ({ books }) => {
  await book(books.trx, [gift('2026-03-02', 6_000n), income('2026-03-31', 'events', 2_000n)])
  const app = financeApp(books.trx)
  const response = await app.request(`/api/reports/reader-share.csv?${march}&rows=classes`)
  expect(response.headers.get('content-disposition')).toContain('reader-share-classes-2026-03-01')
  expect((await response.text()).trimEnd().split('\r\n')).toEqual([
    'from,to,state,currency,class,amount_minor,amount_decimal',
    '2026-03-01,2026-04-01,open,EUR,gift,6000,60.00',
    '2026-03-01,2026-04-01,open,EUR,events,2000,20.00',
  ])
  const unknown = await app.request(`/api/reports/reader-share.csv?${march}&rows=colours`)
  expect(unknown.status).toBe(422)
})

test('what is compared stands in the same row, keys that are gone with no money', async ({
  books,
}) => {
  await book(books.trx, [
    gift('2026-02-02', 500n, { label: { campaign: 'winter' } }),
    gift('2026-03-02', 700n, { label: { campaign: 'spring' } }),
  ])
  const path = `/api/reports/revenue.csv?${march}&group=campaign&compare=previous`
  const [head = '', ...lines] = (await (await financeApp(books.trx).request(path)).text())
    .trimEnd()
    .split('\r\n')
  const heads = head.split(',')
  const shown = lines.map((line) => {
    const cell = (name: string) => line.split(',')[heads.indexOf(name)]
    return ['key', 'net_minor', 'compared_from', 'compared_net_minor', 'compared_net_decimal'].map(
      cell,
    )
  })
  expect(shown).toEqual([
    ['spring', '700', '2026-02-01', '0', '0.00'],
    ['winter', '0', '2026-02-01', '500', '5.00'],
  ])
})

test('a workbook holds numbers as numbers, days as days, and says what they mean', async ({
  books,
}) => {
  await book(books.trx, [gift('2026-03-02', 6_000n), income('2026-03-31', 'events', 2_000n)])
  const response = await financeApp(books.trx).request(`/api/reports/reader-share.xlsx?${march}`)
  const { sheets } = await readXlsx(new Uint8Array(await response.arrayBuffer()))
  expect(sheets.map(({ name }) => name)).toEqual(['reader-share', 'classes', 'Definitions'])
  const [names = [], values = []] = sheets[0]?.rows ?? []
  const row = Object.fromEntries(names.map((name, index) => [String(name), values[index] ?? null]))
  expect(row).toMatchObject({
    ...{ from: new Date('2026-03-01T00:00:00Z'), reader_minor: 6000, reader_decimal: 60 },
    ...{ share: 0.75, upper_bound: null, state: 'open' },
  })
  const meaning = 'Readers’ money divided by all income'
  expect(sheets[2]?.rows).toContainEqual(['basis', 'net', null, null])
  expect(sheets[2]?.rows).toContainEqual(['reader-share', 'share', 'ratio', meaning])
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

test('a workbook keeps the letters of a text, whatever they are', async ({ books }) => {
  const names = ['<a href="x">&amp;', ' two  spaces ', 'Київ 🎁', '=1+1']
  await book(
    books.trx,
    names.map((campaign) => gift('2026-03-02', 100n, { label: { campaign } })),
  )
  const path = `/api/reports/revenue.xlsx?${march}&group=campaign`
  const response = await financeApp(books.trx).request(path)
  const { sheets } = await readXlsx(new Uint8Array(await response.arrayBuffer()))
  const [heads = [], ...rows] = sheets[0]?.rows ?? []
  const keys = rows.map((row) => row[heads.indexOf('key')])
  expect(keys.sort()).toEqual([...names.slice(0, 3), "'=1+1"].sort())
})

test('who took a file stands in the audit log', async ({ books }) => {
  await financeApp(books.trx).request(`/api/reports/revenue.csv?${march}`)
  const acts = await books.trx.selectFrom('audit').select(['who', 'act', 'subject']).execute()
  expect(acts).toEqual([
    { who: 'finance_1', act: 'report.export', subject: 'revenue-2026-03-01-2026-04-01.csv' },
  ])
})
