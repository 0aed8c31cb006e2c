import { describe, expect } from 'vitest'
import type { ReportQuery } from '../../src/finance/query.ts'
import { readerShare } from '../../src/finance/reader-share/report.ts'
import type { Reader } from '../../src/platform/database/connection.ts'
import { type Books, testWithDatabase as test } from '../database.ts'
import {
  book,
  closeMonth,
  expectIncome,
  gift,
  income,
  rate,
  refund,
  stripeRow,
} from '../ledger/builders.ts'
import { asked, currency, reportDeps } from './asked.ts'

const march = { from: '2026-03-01', to: '2026-04-01' }

async function share(reader: Reader, query: Partial<ReportQuery> = {}) {
  return readerShare(reader, asked({ ...march, ...query }), reportDeps)
}
async function total(reader: Reader, query: Partial<ReportQuery> = {}) {
  return (await share(reader, query)).total
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
  const report = await share(books.reader)
  expect(report.periods).toEqual([report.total])
  expect(report.total).toMatchObject({
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
    warning: null,
  })
  expect(report.total.classes.map((row) => [row.class, row.amount_minor])).toEqual([
    ['membership', 60_000],
    ['gift', 12_500],
    ['reader', 2_500],
    ['advertising', 25_000],
  ])
})

test.for([
  ['net', 7_500, 17_500],
  ['gross', 10_000, 20_000],
  ['after_fees', 7_000, 17_000],
  ['recognised', 7_500, 17_500],
] as const)('on the basis %s readers gave %d of %d', async ([basis, reader, all], { books }) => {
  await book(books.trx, [
    gift('2026-03-02', 10_000n, { fee_minor: 300n }),
    refund('2026-03-03', 2_500n),
    stripeRow('fee', '2026-03-31', { amount_minor: -200n, label: { class: null } }),
    income('2026-03-31', 'events', 10_000n),
  ])
  expect(await total(books.reader, { basis })).toMatchObject({
    reader_minor: reader,
    total_minor: all,
  })
})

test('the definition says which money the basis counts', async ({ books }) => {
  const { definition } = await share(books.reader, { basis: 'gross' })
  expect(definition).toMatchObject({ basis: 'gross' })
  expect(definition.text).toContain('before tax, refunds, disputes and fees')
})

describe('what is missing', () => {
  test('leaves no share, but an upper bound over what is known', async ({ books }) => {
    await expectIncome(books.trx, ['advertising', 'foundation'])
    await book(books.trx, [
      gift('2026-03-02', 10_000n),
      income('2026-03-31', 'advertising', 5_000n),
    ])
    const period = await total(books.reader)
    expect(period).toMatchObject({
      state: 'partial',
      share: null,
      broad_share: null,
      total_minor: null,
      known_minor: 15_000,
      upper_bound: '0.666667',
      reason: 'income_missing',
      missing: ['foundation'],
    })
    expect(period.classes.at(-1)).toMatchObject({ class: 'foundation', amount_minor: null })
  })

  test('is no longer missing once a 0 is entered', async ({ books }) => {
    await expectIncome(books.trx, ['foundation'])
    await book(books.trx, [gift('2026-03-02', 10_000n), income('2026-03-01', 'foundation', 0n)])
    expect(await total(books.reader)).toMatchObject({ share: '1.000000', missing: [] })
  })

  test('over several months is named with its month, future months aside', async ({ books }) => {
    await expectIncome(books.trx, ['events'], '2026-05')
    await book(books.trx, [gift('2026-05-02', 100n), income('2026-05-31', 'events', 100n)])
    const year = { from: '2026-01-01', to: '2027-01-01', interval: 'year' } as const
    expect((await total(books.reader, year)).missing).toEqual(['2026-06/events'])
  })

  test('readers’ own money outside Stripe bounds the share by 1 alone', async ({ books }) => {
    await expectIncome(books.trx, ['reader'])
    await book(books.trx, [gift('2026-03-02', 100n), income('2026-03-31', 'events', 300n)])
    expect((await total(books.reader)).upper_bound).toBe('1.000000')
  })

  test('the newest declaration that reaches a month counts', async ({ books }) => {
    await expectIncome(books.trx, ['events'], '2026-01')
    await book(books.trx, [gift('2026-03-02', 100n)])
    await expectIncome(books.trx, ['owner'], '2026-03')
    expect((await total(books.reader)).missing).toEqual(['owner'])
    const february = { from: '2026-02-01', to: '2026-03-01' }
    expect((await total(books.reader, february)).missing).toEqual(['events'])
  })
})

describe('the state of a period', () => {
  test('an estimate gives a share and leaves the period partial', async ({ books }) => {
    const estimate = income('2026-03-31', 'events', 10_000n, { estimated: true })
    await book(books.trx, [gift('2026-03-02', 10_000n), estimate])
    expect(await total(books.reader)).toMatchObject({
      state: 'partial',
      estimated: true,
      share: '0.500000',
    })
  })

  test('the running month is partial, a closed one closed', async ({ books }) => {
    await book(books.trx, [gift('2026-05-02', 100n), gift('2026-06-02', 100n)])
    await closeMonth(books.trx, '2026-05')
    const { periods } = await share(books.reader, { from: '2026-05-01', to: '2026-07-01' })
    expect(periods.map(({ state }) => state)).toEqual(['closed', 'partial'])
  })

  test('a payment whose class is not known yet counts as readers’ and stays partial', async ({
    books,
  }) => {
    await book(books.trx, [gift('2026-03-02', 100n, { label: { class: null } })])
    const period = await total(books.reader)
    expect(period).toMatchObject({ state: 'partial', reader_minor: 100, total_minor: 100 })
    expect(period.classes).toMatchObject([{ class: '(none)', amount_minor: 100 }])
  })

  test('nothing at all is no share, never 0', async ({ books }) => {
    expect(await total(books.reader)).toMatchObject({
      reader_minor: 0,
      total_minor: 0,
      share: null,
      reason: 'total_not_positive',
      broad_share: null,
    })
  })

  test('more given back than given is shown, with a warning', async ({ books }) => {
    await book(books.trx, [refund('2026-03-02', 2_000n), income('2026-03-31', 'events', 10_000n)])
    expect(await total(books.reader)).toMatchObject({
      reader_minor: -2_000,
      share: '-0.250000',
      warning: 'reader_negative',
    })
  })

  test('a row without a rate leaves no figure', async ({ books }) => {
    await book(books.trx, [gift('2026-03-02', 100n, { currency: 'USD' })])
    expect(await total(books.reader)).toMatchObject({
      state: 'partial',
      reader_minor: null,
      total_minor: null,
      share: null,
      reason: 'rate_unavailable',
    })
  })
})

describe('the broad share', () => {
  test('counts each person up to 5,000 of a calendar year, in the order of days', async ({
    books,
  }) => {
    const anna = { class: 'gift', member_id: 'mem_anna' }
    await book(books.trx, [
      gift('2026-01-10', 400_000n, { label: anna }),
      gift('2026-03-10', 200_000n, { label: anna }),
      gift('2026-03-11', 100_000n),
      income('2026-03-31', 'events', 100_000n),
    ])
    // In March 1,000 of Anna's 2,000 are above her 5,000: 1,000 + 1,000 of 4,000.
    expect(await total(books.reader)).toMatchObject({ share: '0.750000', broad_share: '0.500000' })
    const year = { from: '2026-01-01', to: '2026-07-01' }
    // Of the year 5,000 + 1,000 of 8,000.
    expect((await total(books.reader, year)).broad_share).toBe('0.750000')
  })

  test('takes money that names nobody whole', async ({ books }) => {
    await book(books.trx, [income('2026-03-31', 'reader', 900_000n)])
    expect((await total(books.reader)).broad_share).toBe('1.000000')
  })
})

describe('currencies', () => {
  test('a report in dollars converts each row, and its rows add up in dollars', async ({
    books,
  }) => {
    await rate(books.trx, 'USD', '2026-03-01', '1.10')
    await book(books.trx, [gift('2026-03-02', 333n), gift('2026-03-03', 333n)])
    // 3.33 EUR are 3.663 USD, rounded on each row.
    const period = await total(books.reader, { currency: currency('USD') })
    expect(period).toMatchObject({ currency: 'USD', reader_minor: 732 })
    expect(period.entries.reader_minor).toContain('figure_currency=USD')
  })

  test('two currencies without a rate of their own meet in the euro', async ({ books }) => {
    await rate(books.trx, 'USD', '2026-03-01', '1.25')
    await rate(books.trx, 'JPY', '2026-03-01', '160')
    await book(books.trx, [gift('2026-03-02', 1_000n, { currency: 'JPY' })])
    // ¥1,000 are 6.25 EUR are 7.8125 USD.
    expect((await total(books.reader, { currency: currency('USD') })).reader_minor).toBe(781)
  })

  test('the NBU’s hryvnias per unit are read the other way round', async ({ books }) => {
    const nbu = { base: 'EUR', currency: 'UAH', day: '2026-03-01', source: 'nbu' }
    await books.trx
      .insertInto('rate')
      .values({ ...nbu, rate: '48', imported_at: new Date(0) })
      .execute()
    await book(books.trx, [gift('2026-03-02', 48_000n, { currency: 'UAH' })])
    expect((await total(books.reader)).reader_minor).toBe(1_000)
  })
})

describe('comparing', () => {
  test('months with the month before and with the same month of the year before', async ({
    books,
  }) => {
    await book(books.trx, [
      gift('2025-03-31', 300n),
      gift('2026-02-28', 200n),
      gift('2026-03-31', 100n),
    ])
    const previous = await share(books.reader, { compare: 'previous' })
    expect(previous.periods[0]?.compared).toMatchObject({ from: '2026-02-01', reader_minor: 200 })
    const year = await share(books.reader, { compare: 'year' })
    expect(year.periods[0]?.compared).toMatchObject({ from: '2025-03-01', reader_minor: 300 })
  })

  test('the running month with as many days of the month before', async ({ books }) => {
    await book(books.trx, [
      gift('2026-05-15', 100n),
      gift('2026-05-16', 7n),
      gift('2026-06-15', 1n),
    ])
    const june = { from: '2026-06-01', to: '2026-07-01', compare: 'previous' } as const
    const { periods } = await share(books.reader, june)
    expect(periods[0]?.compared).toMatchObject({
      from: '2026-05-01',
      to: '2026-05-16',
      reader_minor: 100,
    })
  })
})

describe('beside the share', () => {
  const grants = async (books: Books) => {
    const entries = [
      gift('2026-03-02', 30_000n),
      income('2026-03-03', 'foundation', 40_000n),
      income('2026-03-04', 'advertising', 20_000n),
      income('2026-03-05', 'foundation', 25_000n),
      income('2026-03-06', 'owner', 5_000n),
      income('2026-03-07', 'loan', 900_000n),
    ]
    await book(books.trx, entries)
    const named = ['Open Ground', 'Sea Bank', ' open  GROUND', 'The Owners', 'Sea Bank']
    const rows = entries
      .slice(1)
      .map(({ entry }, index) => ({ entry_id: entry.id, payer: named[index] ?? '' }))
    await books.trx.insertInto('income_payer').values(rows).execute()
  }

  test('stands the largest funder, one by name over all that it paid, and what owners gave', async ({
    books,
  }) => {
    await grants(books)
    expect(await total(books.reader)).toMatchObject({
      total_minor: 120_000,
      largest_funder_minor: 65_000,
      largest_funder_class: 'foundation',
      largest_funder_share: '0.541667',
      owner_minor: 5_000,
      owner_share: '0.041667',
    })
  })

  test('stands the same money in INN’s frame, which adds up to the total', async ({ books }) => {
    await grants(books)
    expect(await total(books.reader)).toMatchObject({
      inn_individual_minor: 30_000,
      inn_major_minor: 0,
      inn_foundation_minor: 65_000,
      inn_earned_minor: 20_000,
      inn_other_minor: 5_000,
    })
  })

  test('stand payments of 5,000 and more, less what went back of them', async ({ books }) => {
    const large = gift('2026-03-02', 500_000n)
    await book(books.trx, [large, gift('2026-03-03', 499_999n), refund('2026-03-04', 100n, large)])
    expect((await total(books.reader)).inn_major_minor).toBe(499_900)
    expect((await total(books.reader, { basis: 'gross' })).inn_major_minor).toBe(500_000)
    const viewed = await readerShare(books.reader, { ...asked(march), folded: true }, reportDeps)
    expect(viewed.total.inn_major_minor).toBeNull()
  })
})

test('a viewer sees no class of fewer than five persons', async ({ books }) => {
  await book(books.trx, [
    ...Array.from({ length: 6 }, () => gift('2026-03-02', 100n)),
    gift('2026-03-02', 9_000n, { label: { class: 'membership' } }),
    income('2026-03-05', 'advertising', 5_000n),
  ])
  const query = { ...asked(march), folded: true }
  const { classes } = (await readerShare(books.reader, query, reportDeps)).total
  expect(classes.map((row) => [row.class, row.amount_minor])).toEqual([
    ['advertising', 5_000],
    ['(other)', 9_600],
  ])
  expect(classes[1]?.entries_url).toBeNull()
})
