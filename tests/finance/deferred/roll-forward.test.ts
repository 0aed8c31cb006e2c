import { expect } from 'vitest'
import { declaredEarning, defers } from '../../../src/finance/deferred/earning.ts'
import { rollForwards } from '../../../src/finance/deferred/roll-forward.ts'
import { periodsOf } from '../../../src/finance/period.ts'
import type { Reader } from '../../../src/platform/database/connection.ts'
import { type Books, testWithDatabase as test } from '../../database.ts'
import { type Booking, book, refund } from '../../ledger/builders.ts'
import { currency, reportDeps } from '../asked.ts'
import { declareProduct } from '../declared.ts'
import { bill, endedSubscription, writeInvoices } from './bills.ts'

const eur = currency('EUR')
const nothing = [0, 0, 0, 0, 0]

/** Months from the first day on: [opening, billed, recognised, refunded, closing] each. */
async function months(reader: Reader, from: string, to: string) {
  const earning = await declaredEarning(reader, reportDeps.config)
  if (!defers(earning)) throw new Error('something is to be deferred')
  const ranges = periodsOf({ from, to }, 'month')
  const rows = await rollForwards(reader, { ranges, filter: {}, currency: eur }, earning)
  return ranges.map((_, index) => {
    const row = rows.find(({ range }) => range === index)
    if (!row) return nothing
    const { opening, billed, recognised, refunded, closing } = row
    return [opening, billed, recognised, refunded, closing].map(Number)
  })
}

async function billed(
  { trx }: Books,
  bills: readonly ReturnType<typeof bill>[],
  more: Booking[] = [],
) {
  await declareProduct(trx, 'membership', { treatment: 'exchange' })
  await writeInvoices(trx, bills)
  await book(trx, [...bills.map(({ booking }) => booking), ...more])
}

test('four months from 15 June are earned as Stripe publishes it by the day', async ({ books }) => {
  await billed(books, [bill('2026-06-15', 12_000n, ['2026-06-15', '2026-10-13'])])
  expect(await months(books.reader, '2026-06-01', '2026-12-01')).toEqual([
    [0, 12_000, 1600, 0, 10_400],
    [10_400, 0, 3100, 0, 7300],
    [7300, 0, 3100, 0, 4200],
    [4200, 0, 3000, 0, 1200],
    [1200, 0, 1200, 0, 0],
    nothing,
  ])
})

test('what is refunded in the middle of the term releases the rest and takes back what was earned', async ({
  books,
}) => {
  const year = bill('2026-01-01', 36_500n, ['2026-01-01', '2027-01-01'])
  await billed(books, [year], [refund('2026-04-01', 36_500n, year.booking)])
  expect(await months(books.reader, '2026-03-01', '2026-06-01')).toEqual([
    [30_600, 0, 3100, 0, 27_500],
    [27_500, 0, -9000, 36_500, 0],
    nothing,
  ])
})

test('when access ends without a refund the rest is earned on that day', async ({ books }) => {
  await endedSubscription(books.trx, 'sub_1', '2026-02-10')
  const year = bill('2026-01-01', 36_500n, ['2026-01-01', '2027-01-01'], { subscription: 'sub_1' })
  await billed(books, [year])
  expect(await months(books.reader, '2026-01-01', '2026-03-01')).toEqual([
    [0, 36_500, 3100, 0, 33_400],
    [33_400, 0, 33_400, 0, 0],
  ])
})

test.for([
  ['a month of a month’s worth', 100, 'month', '2026-02-10', '2026-03-10', 100],
  ['a year of a month’s worth', 100, 'month', '2026-02-10', '2027-02-10', 1200],
  ['a month of a year’s worth', 1200, 'year', '2026-01-31', '2026-02-28', 100],
  ['a quarter of a year’s worth', 1000, 'year', '2026-02-10', '2026-05-10', 250],
  ['73 days of a year’s worth', 1000, 'year', '2026-02-10', '2026-04-24', 200],
  ['more than what was paid', 9000, 'month', '2026-02-10', '2026-03-10', 5000],
] as const)('the benefits of %s are billed', async ([_, fair, per, from, to, worth], { books }) => {
  const paid = bill(from, 5000n, [from, to])
  await writeInvoices(books.trx, [paid])
  await book(books.trx, [paid.booking])
  const split = { treatment: 'split', fair_value_minor: fair, per } as const
  await declareProduct(books.trx, 'membership', split)
  const [month] = await months(books.reader, from, to)
  expect(month?.[1]).toBe(worth)
})
