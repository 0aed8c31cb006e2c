import { expect } from 'vitest'
import { testWithDatabase as test } from '../database.ts'
import { answer, financeApp } from './api.ts'

test.for([
  ['from=2026-02-30', 'from'],
  ['from=2026-2-3', 'from'],
  ['from=yesterday', 'from'],
  ['from=0000-01-01', 'from'],
  ['from=', 'from'],
  ['from=2026-03-01&from=2026-04-01', 'from'],
  ['from=2026-04-01&to=2026-03-01', 'to'],
  ['from=2026-04-01&to=2026-04-01', 'to'],
  ['from=2000-01-01&to=2201-01-01', 'to'],
  ['from=1980-01-01&to=2026-01-01&interval=day', 'interval'],
  ['interval=week', 'interval'],
  ['basis=cash', 'basis'],
  ['currency=euros', 'currency'],
  ['currency=BTC', 'currency'],
  ['compare=last', 'compare'],
  ['colour=red', 'colour'],
  ['group=class', 'group'],
] as const)('the readers’ share refuses %s and names %s', async ([query, field], { db }) => {
  const { status, body } = await answer(financeApp(db), `/api/reports/reader-share?${query}`)
  expect([status, body.errors.map((error: { field: string }) => error.field)]).toEqual([
    422,
    [field],
  ])
})

test.for([
  ['/api/reports/revenue?group=colour', 'group'],
  ['/api/reports/revenue?source=manual', 'source'],
  ['/api/reports/revenue.csv?basis=none', 'basis'],
  ['/api/ledger/entries?limit=501', 'limit'],
  ['/api/ledger/entries?limit=0', 'limit'],
  ['/api/ledger/entries?limit=ten', 'limit'],
  ['/api/ledger/entries?kind=gift', 'kind'],
  ['/api/ledger/entries?class=bribes', 'class'],
  ['/api/ledger/entries?figure=profit_minor', 'figure'],
  ['/api/ledger/entries?cursor=abc', 'cursor'],
  ['/api/ledger/entries?campaign=a%00b', 'campaign'],
  ['/api/ledger/entries?from=2026-04-01&to=2026-03-01', 'to'],
  ['/api/ledger/entries?interval=month', 'interval'],
  ['/api/periods?year=2026', 'year'],
  ['/api/income/expectations?year=2026', 'year'],
  ['/api/ledger/entries?currency=ZZZ', 'currency'],
  ['/api/public/reader-share', 'year'],
  ['/api/public/reader-share?year=26', 'year'],
] as const)('%s is refused and names %s', async ([path, field], { db }) => {
  const { status, body } = await answer(financeApp(db), path)
  expect([status, body.errors.map((error: { field: string }) => error.field)]).toEqual([
    422,
    [field],
  ])
})

test('without dates a report covers this year by month, to the end of the current one', async ({
  db,
}) => {
  const { body } = await answer(financeApp(db), '/api/reports/reader-share')
  expect(body.periods.map(({ from }: { from: string }) => from)).toEqual([
    ...['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01'],
  ])
  expect(body.definition).toMatchObject({
    id: 'reader-share',
    version: '2',
    basis: 'net',
    timezone: 'Europe/Kyiv',
    currency: 'EUR',
    as_of: '2026-06-15T09:00:00.000Z',
  })
})
