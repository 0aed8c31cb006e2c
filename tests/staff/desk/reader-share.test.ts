import { expect } from 'vitest'
import type { StaffRole } from '../../../src/platform/auth/principal.ts'
import type { Database } from '../../../src/platform/database/connection.ts'
import { reportPages } from '../../../src/staff/desk/reports.ts'
import { testWithDatabase as test } from '../../database.ts'
import { book, expectIncome, gift, income } from '../../ledger/builders.ts'
import { deskDeps, deskOf, textOf } from './desk.ts'

function open(db: Database, query = '', role: StaffRole = 'finance') {
  const desk = deskOf(role, deskDeps(db), (app) => app.route('/desk', reportPages))
  return desk.open(`/desk/reader-share${query}`)
}

const spring = '?from=2026-05-01&to=2026-07-01'

test('the newest month stands in the sentence, every month in the table', async ({ books }) => {
  await book(books.trx, [
    gift('2026-05-02', 50_000n),
    income('2026-05-31', 'advertising', 50_000n),
    gift('2026-06-02', 78_400n),
    income('2026-06-10', 'foundation', 21_600n),
  ])
  const { status, html } = await open(books.trx, spring)
  expect(status).toBe(200)
  const text = textOf(html)
  expect(text).toContain('Readers paid for 78.4 % of June 2026')
  expect(text).toContain('May 2026 500.00 1,000.00 50.0 % open')
  expect(text).toContain('June 2026 so far 784.00 1,000.00 78.4 % partial')
  expect(text).toContain('All of it 1,284.00 2,000.00 64.2 % partial')
  expect(text).toContain('Gifts 1,284.00')
  expect(text).toContain('Advertising 500.00')
  expect(text).toContain('As of 15 Jun 2026, 13:00')
})

test('where a class is missing, only the bound is told, and where to enter what is missing', async ({
  books,
}) => {
  await expectIncome(books.trx, ['advertising', 'foundation'])
  await book(books.trx, [
    gift('2026-05-02', 60_000n),
    income('2026-05-31', 'foundation', 40_000n),
    income('2026-06-01', 'foundation', 0n),
    income('2026-06-01', 'advertising', 0n),
  ])
  const { html } = await open(books.trx, '?from=2026-05-01&to=2026-06-01')
  const text = textOf(html)
  expect(text).toContain('Readers paid for at most 60.0 % of May 2026')
  expect(text).toContain('— income is missing')
  expect(text).toContain('Advertising in May 2026 Enter it')
  expect(html).toContain('href="/desk/income?class=advertising&amp;date=2026-05-01"')
  expect(text).toContain('Advertising — income is missing')
})

test('a figure opens its rows for finance; a viewer sees figures only', async ({ books }) => {
  await book(books.trx, [gift('2026-06-02', 1_000n)])
  const finance = await open(books.trx, spring)
  expect(finance.html).toContain('href="/desk/entries?from=2026-06-01&amp;to=2026-07-01')
  expect(finance.html).toContain('/api/reports/reader-share.xlsx?from=2026-05-01')
  const viewer = await open(books.trx, spring, 'viewer')
  expect(textOf(viewer.html)).toContain('Readers paid for 100.0 % of June 2026')
  expect(viewer.html).not.toContain('/desk/entries')
  expect(viewer.html).not.toContain('.xlsx')
  expect(viewer.html).not.toContain('/desk/income')
})

test('the picture’s table has each month by class, and says what is missing', async ({ books }) => {
  await expectIncome(books.trx, ['events'], '2026-06')
  await book(books.trx, [
    gift('2026-05-02', 50_000n),
    income('2026-05-31', 'events', 12_000n),
    gift('2026-06-02', 1_000n),
  ])
  const text = textOf((await open(books.trx, spring)).html)
  expect(text).toContain('Month Gifts Events May 2026 500.00 120.00')
  expect(text).toContain('June 2026 so far 10.00 — income is missing')
})

test('an empty month says so instead of a figure', async ({ books }) => {
  const { html } = await open(books.trx, '?from=2026-06-01&to=2026-07-01')
  expect(textOf(html)).toContain('There is no income in June 2026 yet')
  expect(textOf(html)).toContain('— no income')
})

test.for([
  ['?from=2026-07-01&to=2026-05-01', 'to', 'later than'],
  ['?from=2026-02-30&to=2026-05-01', 'from', 'no day of the calendar'],
  ['?currency=EURO', 'currency', 'no currency code'],
])(
  '%s is refused beside its field, with what was typed kept',
  async ([query, field, why], { books }) => {
    const { status, html } = await open(books.trx, query)
    expect(status).toBe(422)
    expect(html).toMatch(new RegExp(`id="${field}-error"[^>]*>[^<]*${why}`))
    const [, typed = ''] = /=([^&]+)/.exec(query ?? '') ?? []
    expect(html).toContain(`value="${typed}"`)
  },
)

test('support has no way to the reports', async ({ books }) => {
  expect((await open(books.trx, '', 'support')).status).toBe(403)
})
