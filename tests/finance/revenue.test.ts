import { expect } from 'vitest'
import { testWithDatabase } from '../database.ts'
import { book, gift, income, rate, refund, stripeRow } from '../ledger/builders.ts'
import { answer, financeApp } from './api.ts'

const test = testWithDatabase
const march = 'from=2026-03-01&to=2026-04-01'

test('revenue of a month, to the cent, with the addresses of its rows', async ({ books }) => {
  const paid = gift('2026-03-02', 10_000n, { fee_minor: 175n, label: { class: 'membership' } })
  await book(books.trx, [
    paid,
    gift('2026-03-03', 5_000n, { fee_minor: 100n }),
    refund('2026-03-04', 2_000n, paid),
    stripeRow('refund_failure', '2026-03-05', { amount_minor: 500n }),
    stripeRow('dispute', '2026-03-06', { amount_minor: -5_000n, fee_minor: 2_000n }),
    stripeRow('dispute_reversal', '2026-03-20', { amount_minor: 5_000n, fee_minor: -2_000n }),
    stripeRow('payment_failure', '2026-03-21', { amount_minor: -1_000n, fee_minor: 35n }),
    stripeRow('fee', '2026-03-31', { amount_minor: -300n, label: { class: null } }),
    stripeRow('payout', '2026-03-31', { amount_minor: -9_000n, label: { class: null } }),
    income('2026-03-31', 'advertising', 30_000n),
    income('2026-03-31', 'reader', 4_000n, { fee_minor: 40n }),
    income('2026-03-31', 'equity', 1_000_000n),
  ])
  const { body } = await answer(financeApp(books.trx), `/api/reports/revenue?${march}`)
  expect(body.total).toMatchObject({
    gross_minor: 48_000,
    tax_minor: 0,
    refunds_minor: 1_500,
    disputes_minor: 0,
    net_minor: 46_500,
    fees_minor: 650,
    net_after_fees_minor: 45_850,
    fx_minor: 0,
  })
  for (const [figure, address] of Object.entries<string>(body.total.entries)) {
    const rows = await answer(financeApp(books.trx), address)
    expect([figure, rows.body.sum_minor]).toEqual([figure, body.total[figure]])
  }
})

test('a refund in another currency is taken at its charge’s rate, the rest is fx', async ({
  books,
}) => {
  await rate(books.trx, 'USD', '2026-03-02', '1.25')
  await rate(books.trx, 'USD', '2026-03-16', '1')
  const paid = gift('2026-03-02', 10_000n, { currency: 'USD' })
  await book(books.trx, [paid, refund('2026-03-16', 5_000n, paid, { currency: 'USD' })])
  const { body } = await answer(financeApp(books.trx), `/api/reports/revenue?${march}`)
  // 100.00 USD at 1.25 is 80.00 EUR; 50.00 USD back is 40.00 at that rate, 50.00 at its own day's.
  expect(body.total).toMatchObject({
    gross_minor: 8_000,
    refunds_minor: 4_000,
    net_minor: 4_000,
    fx_minor: -1_000,
  })
})

test('a period with a row that has no rate has no figures, and says why', async ({ books }) => {
  await rate(books.trx, 'USD', '2026-03-01', '1.25')
  await book(books.trx, [
    gift('2026-03-09', 10_000n, { currency: 'USD' }),
    gift('2026-04-09', 10_000n),
  ])
  const { body } = await answer(
    financeApp(books.trx),
    '/api/reports/revenue?from=2026-03-01&to=2026-05-01',
  )
  expect(body.periods[0]).toMatchObject({ gross_minor: null, reason: 'rate_unavailable' })
  expect(body.periods[1]).toMatchObject({ gross_minor: 10_000, reason: null })
})

test('a viewer sees no campaign of fewer than five persons', async ({ books }) => {
  const campaign = (name: string, persons: number) =>
    Array.from({ length: persons }, () =>
      gift('2026-03-02', 1_000n, { label: { campaign: name, class: 'gift' } }),
    )
  await book(books.trx, [
    ...campaign('large', 9),
    ...campaign('middle', 6),
    ...campaign('small', 3),
    ...campaign('tiny', 1),
    income('2026-03-31', 'advertising', 70_000n),
  ])
  const path = `/api/reports/revenue?${march}&group=campaign`
  const keys = async (role: 'viewer' | 'finance') => {
    const { body } = await answer(financeApp(books.trx, role), path)
    expect(body.total.net_minor).toBe(89_000)
    return body.total.groups.map((group: { key: string; net_minor: number }) => [
      group.key,
      group.net_minor,
    ])
  }
  expect(await keys('finance')).toEqual([
    ['large', 9_000],
    ['middle', 6_000],
    ['small', 3_000],
    ['tiny', 1_000],
    ['(none)', 70_000],
  ])
  expect(await keys('viewer')).toEqual([
    ['large', 9_000],
    ['(none)', 70_000],
    ['(other)', 10_000],
  ])
})

test('a viewer sees none of many small campaigns, however many are folded already', async ({
  books,
}) => {
  const campaign = (name: string, persons: number) =>
    Array.from({ length: persons }, () =>
      gift('2026-03-02', 1_000n, { label: { campaign: name, class: 'gift' } }),
    )
  const small = ['a', 'b', 'c', 'd'].flatMap((name) => campaign(name, 3))
  await book(books.trx, [...small, ...campaign('large', 9)])
  const path = `/api/reports/revenue?${march}&group=campaign`
  const { body } = await answer(financeApp(books.trx, 'viewer'), path)
  expect(body.total.groups).toMatchObject([
    { key: 'large', net_minor: 9_000 },
    { key: '(other)', net_minor: 12_000 },
  ])
})
