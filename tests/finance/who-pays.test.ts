import { expect, test as pure } from 'vitest'
import { bandOf } from '../../src/finance/public-share/band.ts'
import { type Books, testWithDatabase as test } from '../database.ts'
import { book, closeMonth, gift, income, stripeRow } from '../ledger/builders.ts'
import { answer, financeApp } from './api.ts'

/** In March 2026 twenty persons give 1.00 to 20.00; one is a member for two months; a funder pays. */
async function spring({ trx }: Books, givers = 20) {
  const member = { class: 'membership', subscription: 'sub_1', member_id: 'mem_ann' } as const
  const grant = income('2026-03-31', 'foundation', 7_000n)
  await book(trx, [
    ...Array.from({ length: givers }, (_, index) => gift('2026-03-02', BigInt(index + 1) * 100n)),
    stripeRow('payment', '2026-02-05', { amount_minor: 3_500n, label: member }),
    stripeRow('payment', '2026-03-05', { amount_minor: 3_500n, label: member }),
    grant,
    income('2026-04-01', 'advertising', 90_000n),
  ])
  await trx
    .insertInto('income_payer')
    .values({ entry_id: grant.entry.id, payer: 'Open Ground' })
    .execute()
  for (const month of ['2026-01', '2026-02', '2026-03']) await closeMonth(trx, month)
}

test('closed months say who pays, nobody by name', async ({ books }) => {
  await spring(books)
  const { body } = await answer(financeApp(books.trx), '/api/public/who-pays')
  expect(body).toEqual({
    ...{ year: 2026, from: '2026-01-01', to: '2026-04-01', currency: 'EUR' },
    ...{ share: '0.800000', reason: null, as_of: '1970-01-01T00:00:00.000Z' },
    ...{ readers: 21, median_gift_minor: 1_050 },
    largest_funder: { from_percent: 20, to_percent: 30 },
  })
})

test('fewer than twenty persons are not told of', async ({ books }) => {
  await spring(books, 18)
  const { body } = await answer(financeApp(books.trx), '/api/public/who-pays')
  expect(body).toMatchObject({ readers: null, median_gift_minor: null })
})

test('before the first close there is nothing to tell', async ({ books }) => {
  await book(books.trx, [gift('2026-03-02', 100n)])
  const { body } = await answer(financeApp(books.trx), '/api/public/who-pays')
  expect(body).toMatchObject({ year: 2026, to: null, share: null, reason: 'no_closed_month' })
})

pure.each([
  ['0.000000', 0, 5],
  ['0.049999', 0, 5],
  ['0.050000', 5, 10],
  ['0.300000', 30, 40],
  ['1.000000', 75, 100],
])('%s lies from %d to %d percent', (share, from_percent, to_percent) => {
  expect(bandOf(share)).toEqual({ from_percent, to_percent })
})
