import Fraction from 'fraction.js'
import { expect, test as plain } from 'vitest'
import { type TaxRule, taxRate } from '../../src/finance/tax/rules.ts'
import { type Books, testWithDatabase as test } from '../database.ts'
import { type Booking, book, gift, income, rate, refund, stripeRow } from '../ledger/builders.ts'
import { answer, financeApp } from './api.ts'
import { declareTax } from './declared.ts'

const any = { product: null, country: null, from: null, rate: new Fraction(1, 5) }
const year = { product: 'prod_year', class: 'membership', country: 'DE', day: '2026-03-01' }

plain.for<[string, Partial<TaxRule>, boolean]>([
  ['of everything', {}, true],
  ['of its class', { product: 'membership' }, true],
  ['of its product', { product: 'prod_year' }, true],
  ['of another product', { product: 'prod_gift' }, false],
  ['of its country', { country: 'DE' }, true],
  ['of another country', { country: 'UA' }, false],
  ['that begins on its day', { from: '2026-03-01' }, true],
  ['that begins the day after', { from: '2026-03-02' }, false],
])('a rate %s counts or not', ([_, rule, counts]) => {
  const rate = taxRate({ version: '1', rules: [{ ...any, ...rule }] }, year)
  expect(rate.valueOf()).toBe(counts ? 0.2 : 0)
})

async function taxed(
  { trx }: Books,
  bookings: readonly Booking[],
  ...taxes: Parameters<typeof declareTax>[1][]
) {
  await book(trx, bookings)
  const app = financeApp(trx)
  for (const tax of taxes) {
    await declareTax(trx, tax)
  }
  const { body } = await answer(app, '/api/reports/revenue?from=2026-01-01&to=2026-04-01')
  return body.periods.map((period: Readonly<Record<string, number>>) => [
    ...[period.gross_minor, period.tax_minor, period.refunds_minor, period.disputes_minor],
    period.net_minor,
  ])
}

const twenty = { rate: '0.20', regime: 'included' } as const

test('a payment that goes back in three parts takes exactly its tax along', async ({ books }) => {
  const payment = gift('2026-01-10', 1000n)
  const parts = ['2026-02-01', '2026-02-02', '2026-03-01'].map((day, index) =>
    refund(day, index === 2 ? 334n : 333n, payment),
  )
  // 1000 = 833 + 167 tax; of the tax 167 × 333 / 1000 = 55.6, then 111.2, then all of it
  expect(await taxed(books, [payment, ...parts], twenty)).toEqual([
    [1000, 167, 0, 0, 833],
    [0, -111, 666, 0, -555],
    [0, -56, 334, 0, -278],
  ])
})

test('a dispute takes its tax along and brings it back when it is won', async ({ books }) => {
  const payment = gift('2026-01-10', 1200n)
  const { charge = null } = payment.entry
  const opened = stripeRow('dispute', '2026-02-10', { amount_minor: -1200n, charge })
  const won = stripeRow('dispute_reversal', '2026-03-10', { amount_minor: 1200n, charge })
  expect(await taxed(books, [payment, opened, won], twenty)).toEqual([
    [1200, 200, 0, 0, 1000],
    [0, -200, 0, 1200, -1000],
    [0, 200, 0, -1200, 1000],
  ])
})

test('a dispute takes its tax along at its payment’s rate, also of days that are not asked for', async ({
  books: { trx },
}) => {
  const payment = gift('2026-01-10', 1200n, { currency: 'USD' })
  const { charge = null } = payment.entry
  const back = { amount_minor: -1200n, charge, currency: 'USD' }
  await book(trx, [payment, stripeRow('dispute', '2026-02-10', back)])
  await rate(trx, 'USD', '2026-02-10', '1.2')
  await declareTax(trx, twenty)
  const february = async () => {
    const address = '/api/reports/revenue?from=2026-02-01&to=2026-03-01'
    const { tax_minor, disputes_minor, net_minor, reason } = (
      await answer(financeApp(trx), address)
    ).body.total
    return [tax_minor, disputes_minor, net_minor, reason]
  }
  expect(await february()).toEqual([null, null, null, 'rate_unavailable'])
  await rate(trx, 'USD', '2026-01-10', '1.25')
  // 12.00 USD were 9.60 = 8.00 + 1.60 tax, and are 10.00 when they go
  expect(await february()).toEqual([-160, 1000, -840, null])
})

test('the narrower rate counts, the newer of two alike, and only from its day on', async ({
  books,
}) => {
  const label = { class: 'membership', product: 'prod_year' }
  const rows = [
    gift('2026-01-10', 1200n, { label }),
    gift('2026-02-10', 1200n, { label }),
    gift('2026-03-10', 1200n, { label: { class: 'gift' } }),
    income('2026-03-10', 'advertising', 5000n),
  ]
  const none = { regime: 'none', product: 'gift' } as const
  const later = {
    ...{ rate: '0.50', product: 'prod_year', from: '2026-02-01' },
    regime: 'included',
  } as const
  expect(await taxed(books, rows, twenty, none, later)).toEqual([
    [1200, 200, 0, 0, 1000],
    [1200, 400, 0, 0, 800],
    [6200, 0, 0, 0, 6200],
  ])
})
