import { expect } from 'vitest'
import { testWithDatabase as test } from '../../database.ts'
import { book, gift, income, rate, refund } from '../../ledger/builders.ts'
import { answer, financeApp } from '../api.ts'

const of = (member_id: string) => ({ label: { member_id } })
const years = 'from=2025-01-01&to=2027-01-01&interval=year'

/**
 * 2024: ann 10, eve 8. 2025: ann 20, ben 50 (of it 10 given back), cat 30.
 * 2026: ann 25 and 5, ben 15, eve 40, dan 9; cat’s 30 went back whole.
 */
function given() {
  const [bens, cats] = [
    gift('2025-05-02', 5_000n, of('ben')),
    gift('2026-02-01', 3_000n, of('cat')),
  ]
  return [
    gift('2024-12-31', 1_000n, of('ann')),
    gift('2024-06-01', 800n, of('eve')),
    gift('2025-01-01', 2_000n, of('ann')),
    bens,
    refund('2026-01-07', 1_000n, bens),
    gift('2025-07-02', 3_000n, of('cat')),
    gift('2026-01-31', 2_500n, of('ann')),
    gift('2026-03-31', 500n, of('ann')),
    gift('2026-03-01', 1_500n, of('ben')),
    income('2026-04-05', 'reader', 4_000n, of('eve')),
    gift('2026-04-30', 900n, of('dan')),
    cats,
    refund('2026-05-01', 3_000n, cats),
    gift('2026-02-02', 700n, { label: { class: 'membership', member_id: 'ann' } }),
    income('2026-04-06', 'reader', 90_000n),
  ]
}

test('donors of a year beside those of the year before, to the cent', async ({ books }) => {
  await book(books.trx, given())
  const { body } = await answer(financeApp(books.trx), `/api/reports/donors?${years}`)
  expect(body.periods).toMatchObject([
    {
      ...{ donors: 3, new: 2, retained: 1, reactivated: 0, lapsed: 1, gifts: 3 },
      ...{ average_gift_minor: 3_000, median_gift_minor: 3_000 },
      // ann of ann and eve; 20 of 18, and more than her 10
      ...{ donor_retention: '0.500000', value_retention: '1.111111', upgrade_rate: '1.000000' },
      ...{ reason: null, reasons: {} },
    },
    {
      ...{ donors: 4, new: 1, retained: 2, reactivated: 1, lapsed: 1, gifts: 5 },
      // 25 + 5 + 15 + 40 + 9 = 94 over five gifts
      ...{ average_gift_minor: 1_880, median_gift_minor: 1_500 },
      // ann and ben of three; 45 of 90; ann gave more than her 20, ben less than his 40
      ...{ donor_retention: '0.666667', value_retention: '0.500000', upgrade_rate: '0.500000' },
    },
  ])
})

test('days that are no months are told, too, beside what was given before them', async ({
  books,
}) => {
  await book(books.trx, given())
  const asked = 'from=2025-07-02&to=2026-03-31&interval=quarter'
  const { body } = await answer(financeApp(books.trx), `/api/reports/donors?${asked}`)
  // cat in July, ann and ben since; three quarters are touched, so the three before are held against
  expect(body.total).toMatchObject({
    ...{ preceding: { from: '2024-10-02', to: '2025-07-02' } },
    ...{ donors: 3, new: 1, retained: 2, reactivated: 0, lapsed: 0, gifts: 3 },
    // ann 25 after 10 + 20, ben 15 after 40: 40 of 70
    ...{ value_retention: '0.571429', upgrade_rate: '0.000000' },
  })
})

test('what rows come to is the figure, page by page', async ({ books }) => {
  await book(books.trx, given())
  const app = financeApp(books.trx)
  const { body } = await answer(app, `/api/reports/donors?${years}`)
  const period = body.periods[1]
  for (const [figure, address] of Object.entries<string>(period.entries)) {
    const rows = await everyRow(app, `${address}&limit=1`)
    const counted = rows.data.reduce((sum, { counts }) => sum + counts, 0)
    expect([figure, counted]).toEqual([figure, rows.sum])
    const shown = rows.of === null ? rows.sum : rows.sum / rows.of
    if (figure === 'median_gift_minor')
      expect(rows.data.map(amount).sort((a, b) => a - b)[2]).toBe(period[figure])
    else expect([figure, shown]).toEqual([figure, expect.closeTo(Number(period[figure]), 6)])
  }
})

type Row = Readonly<{ counts: number; amount_minor: number }>
const amount = ({ amount_minor }: Row) => amount_minor

async function everyRow(app: ReturnType<typeof financeApp>, address: string) {
  const data: Row[] = []
  for (let cursor = ''; ; ) {
    const { body } = await answer(app, cursor ? `${address}&cursor=${cursor}` : address)
    data.push(...body.data)
    if (body.next_cursor === null) return { data, sum: body.sum, of: body.of }
    cursor = body.next_cursor
  }
}

test('what cannot be known says why', async ({ books }) => {
  await rate(books.trx, 'USD', '2026-03-02', '1.25')
  await book(books.trx, [gift('2026-05-02', 1_000n, { currency: 'USD' })])
  const { body } = await answer(
    financeApp(books.trx),
    '/api/reports/donors?from=2026-03-01&to=2026-06-01',
  )
  expect(body.periods[0]).toMatchObject({
    ...{ donors: 0, average_gift_minor: null, median_gift_minor: null, donor_retention: null },
    reason: 'no_gifts',
    reasons: { average_gift_minor: 'no_gifts', donor_retention: 'no_donors_before' },
  })
  expect(body.periods[2]).toMatchObject({
    ...{ donors: 1, gifts: 1, average_gift_minor: null, reason: 'rate_unavailable' },
  })
})

test('a field that no rows have, and a cursor that no list gave, are named', async ({ books }) => {
  const app = financeApp(books.trx)
  const range = 'from=2026-01-01&to=2026-02-01'
  const asked = async (query: string) => {
    const { status, body } = await answer(app, `/api/reports/donors/rows?${range}&${query}`)
    return [status, body.errors[0].field]
  }
  expect(await asked('figure=average')).toEqual([422, 'figure'])
  expect(await asked('figure=donors&cursor=x')).toEqual([422, 'cursor'])
  expect(await asked('figure=donors&compare=year')).toEqual([422, 'compare'])
})
