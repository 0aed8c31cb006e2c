import { expect } from 'vitest'
import { testWithDatabase as test } from '../database.ts'
import { book, closeMonth, gift, income } from '../ledger/builders.ts'
import { openSite } from './site.ts'

test('who pays is told in a sentence, with how it is counted', async ({ books }) => {
  await book(books.trx, [
    ...Array.from({ length: 20 }, () => gift('2025-03-02', 1_000n)),
    income('2025-04-01', 'foundation', 5_000n),
  ])
  for (const month of ['2025-03', '2025-04']) await closeMonth(books.trx, month)
  const site = await openSite(books.trx)
  const text = await (await site.get('/who-pays')).text()
  expect(text).toContain('<h1>Readers paid for 80% of our work in 2025</h1>')
  expect(text).toContain('So far: of 2025 the books are closed up to April 30, 2025.')
  expect(text).toContain('€10')
  expect(text).toContain('20% to 30% of all income')
})

test('without a closed month it says kindly why there is nothing yet', async ({ books }) => {
  const site = await openSite(books.trx)
  const text = await (await site.get('/who-pays')).text()
  expect(text).toContain('None is closed yet.')
  expect(text).not.toContain('%')
})

test('caches keep the page, and an unchanged one is not sent again', async ({ books }) => {
  const site = await openSite(books.trx)
  const first = await site.get('/who-pays')
  expect(first.headers.get('cache-control')).toContain('public')
  const known = { 'if-none-match': first.headers.get('etag') ?? '' }
  expect((await site.app.request('/who-pays', { headers: known })).status).toBe(304)
})
