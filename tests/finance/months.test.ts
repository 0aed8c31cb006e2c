import { expect } from 'vitest'
import { testWithDatabase as test } from '../database.ts'
import { book, closeMonth, expectIncome, gift, stripeRow } from '../ledger/builders.ts'
import { answer, financeApp } from './api.ts'

test('each month of the books says what stands before its close', async ({ books }) => {
  await expectIncome(books.trx, ['events'], '2026-05')
  await book(books.trx, [
    gift('2026-02-02', 100n),
    gift('2026-04-02', 100n),
    stripeRow('unclassified', '2026-05-02'),
  ])
  await closeMonth(books.trx, '2026-02')
  const { body } = await answer(financeApp(books.trx), '/api/periods')
  const months = body.data.map((row: { month: string; state: string; obstacles: string[] }) => [
    row.month,
    row.state,
    row.obstacles,
  ])
  expect(months).toEqual([
    ['2026-02', 'closed', []],
    ['2026-03', 'open', []],
    ['2026-04', 'open', []],
    ['2026-05', 'open', ['earlier_month_open', 'unclassified', 'income_missing/events']],
    ['2026-06', 'open', ['not_ended', 'earlier_month_open', 'income_missing/events']],
  ])
})

test('an empty ledger has no months', async ({ books }) => {
  expect((await answer(financeApp(books.trx), '/api/periods')).body).toEqual({ data: [] })
})
