import { expect } from 'vitest'
import { testWithDatabase as test } from '../database.ts'
import { book, closeMonth, gift, income } from '../ledger/builders.ts'
import { answer, financeApp } from './api.ts'

const path = '/api/public/reader-share?year=2026'

test('the public share is null until a month of the year is closed', async ({ books }) => {
  await book(books.trx, [gift('2026-03-02', 100n)])
  const { body } = await answer(financeApp(books.trx), path)
  expect(body).toMatchObject({ year: 2026, share: null, reason: 'no_closed_month' })
})

test('it covers closed months alone and is never broken down', async ({ books }) => {
  await book(books.trx, [
    gift('2026-01-02', 100n),
    income('2026-02-02', 'events', 100n),
    gift('2026-03-02', 900n),
  ])
  await closeMonth(books.trx, '2026-01')
  await closeMonth(books.trx, '2026-02')
  const { body } = await answer(financeApp(books.trx), path)
  expect(body).toEqual({
    year: 2026,
    share: '0.500000',
    reason: null,
    as_of: '1970-01-01T00:00:00.000Z',
  })
})

test('caches may keep it, every page may read it, and an unchanged one is not sent again', async ({
  books,
}) => {
  const app = financeApp(books.trx)
  const first = await app.request(path)
  expect(first.headers.get('access-control-allow-origin')).toBe('*')
  expect(first.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  expect(first.headers.get('cache-control')).toContain('public')
  const known = { 'if-none-match': first.headers.get('etag') ?? '' }
  expect((await app.request(path, { headers: known })).status).toBe(304)
})
