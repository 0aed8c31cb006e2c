import { expect } from 'vitest'
import type { ReportQuery } from '../../src/finance/query.ts'
import { readerShare } from '../../src/finance/reader-share/report.ts'
import type { Reader } from '../../src/platform/database/connection.ts'
import { testWithDatabase as test } from '../database.ts'
import { book, gift, income, refund, stripeRow } from '../ledger/builders.ts'
import { asked, reportDeps } from './asked.ts'

async function share(reader: Reader, query: Partial<ReportQuery> = {}) {
  return readerShare(reader, asked({ from: '2026-03-01', to: '2026-04-01', ...query }), reportDeps)
}

test('readers’ money over all income, each class with its part', async ({ books }) => {
  await book(books.trx, [
    gift('2026-03-02', 60_000n, { label: { class: 'membership' } }),
    gift('2026-03-05', 20_000n),
    refund('2026-03-06', 5_000n),
    stripeRow('dispute', '2026-03-07', { amount_minor: -2_500n, fee_minor: 1_500n }),
    income('2026-03-31', 'reader', 2_500n),
    income('2026-03-31', 'advertising', 25_000n),
    income('2026-03-31', 'loan', 900_000n),
    stripeRow('payout', '2026-03-09', { amount_minor: -70_000n, label: { class: null } }),
  ])
  const { periods, total } = await share(books.reader)
  expect(periods).toHaveLength(1)
  expect(total).toEqual(periods[0])
  expect(total).toMatchObject({
    state: 'open',
    reader_minor: 75_000,
    reader_stripe_minor: 72_500,
    reader_other_minor: 2_500,
    total_minor: 100_000,
    share: '0.750000',
    upper_bound: null,
    reason: null,
    missing: [],
    estimated: false,
    broad_share: '0.750000',
  })
  expect(total.classes.map((row) => [row.class, row.amount_minor])).toEqual([
    ['membership', 60_000],
    ['gift', 12_500],
    ['reader', 2_500],
    ['advertising', 25_000],
  ])
})
