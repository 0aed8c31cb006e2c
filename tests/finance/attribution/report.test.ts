import { expect } from 'vitest'
import type { Database } from '../../../src/platform/database/connection.ts'
import { type Books, testWithDatabase as test } from '../../database.ts'
import { book, gift, refund, stripeRow } from '../../ledger/builders.ts'
import { answer, financeApp } from '../api.ts'

const path = '/api/reports/attribution?from=2026-01-01&to=2026-06-01&interval=year'

/** The campaign «spring» wins a gift and a member, who pays three months; one gift names nothing. */
async function spring({ trx }: Books) {
  const member = { class: 'membership', subscription: 'sub_1', member_id: 'mem_ann' } as const
  const label = { ...member, campaign: 'spring' }
  const given = gift('2026-02-10', 5_000n, {
    fee_minor: 100n,
    label: { campaign: 'spring', article: '/harbour', member_id: 'mem_bob' },
  })
  await book(trx, [
    stripeRow('payment', '2026-01-05', { amount_minor: 1_000n, label }),
    stripeRow('payment', '2026-02-05', { amount_minor: 1_000n, label }),
    stripeRow('payment', '2026-03-05', { amount_minor: 1_000n, label }),
    given,
    refund('2026-04-01', 500n, given),
    gift('2026-03-20', 2_000n, { label: { member_id: 'mem_cy' } }),
  ])
}

let declared = 0

async function declare({ trx }: Books, key: string, terms: object) {
  declared += 1
  const row = { kind: 'campaign', key, version: declared, from_day: null } as const
  const by = { declared_by: 'staff_1', declared_at: new Date(declared) }
  await trx
    .insertInto('declaration')
    .values({ ...row, ...by, terms: JSON.stringify(terms) })
    .execute()
}

async function total(db: Database, query = '') {
  const { status, body } = await answer(financeApp(db), `${path}${query}`)
  expect(status).toBe(200)
  return body.total
}

test('a campaign has what it won, what that brought until now, and what it cost', async ({
  books,
}) => {
  await spring(books)
  await declare(books, 'spring', { cost_minor: 6_500 })
  expect(await total(books.trx)).toMatchObject({
    ...{ members_new: 1, gifts: 2, amount_minor: 8_000, net_to_date_minor: 9_500, reason: null },
    groups: [
      {
        ...{ key: '(none)', members_new: 0, gifts: 1, amount_minor: 2_000 },
        ...{ net_to_date_minor: 2_000, cost_minor: null, roi: null, payback_month: null },
        reason: 'not_declared',
      },
      {
        ...{ key: 'spring', members_new: 1, gifts: 1, amount_minor: 6_000 },
        ...{ net_to_date_minor: 7_500, cost_minor: 6_500, roi: '0.153846', payback_month: 1 },
        reason: null,
      },
    ],
  })
})

test('a cost of nothing has no return, and one not reached no month', async ({ books }) => {
  await spring(books)
  const group = async () => (await total(books.trx)).groups.at(-1)
  await declare(books, 'spring', { cost_minor: 0 })
  expect(await group()).toMatchObject({ roi: null, reason: 'no_cost', payback_month: 0 })
  await declare(books, 'spring', { cost_minor: 9_000 })
  expect(await group()).toMatchObject({
    ...{ roi: '-0.166667', payback_month: null, reason: 'not_paid_back' },
  })
})

test('a campaign that cost and won nobody is shown in the period it began in', async ({
  books,
}) => {
  await declare(books, 'letter', { cost_minor: 100, from: '2026-02-01' })
  expect((await total(books.trx)).groups).toMatchObject([
    { key: 'letter', gifts: 0, cost_minor: 100, roi: '-1.000000' },
  ])
})

test('a debit that fails after success takes back what it counted for, on its day', async ({
  books,
}) => {
  const paid = gift('2026-02-10', 5_000n, { label: { campaign: 'spring', member_id: 'mem_a' } })
  const { charge = null } = paid.entry
  await book(books.trx, [
    paid,
    stripeRow('payment_failure', '2026-03-02', {
      ...{ amount_minor: -5_000n, charge, label: { campaign: 'spring', member_id: 'mem_a' } },
    }),
  ])
  const monthly = path.replace('interval=year', 'interval=month')
  const { body } = await answer(financeApp(books.trx), monthly)
  expect(
    body.periods.map((month: { gifts: number; amount_minor: number }) => [
      month.gifts,
      month.amount_minor,
    ]),
  ).toEqual([
    [0, 0],
    [1, 5_000],
    [-1, -5_000],
    [0, 0],
    [0, 0],
  ])
})

test('every figure is the sum of its rows, of a key and of all', async ({ books }) => {
  await spring(books)
  const app = financeApp(books.trx)
  const { entries, groups, ...all } = await total(books.trx, '&model=linear')
  for (const [shown, addresses] of [
    [all, entries],
    [groups[1], groups[1].entries],
  ]) {
    for (const [figure, address] of Object.entries<string>(addresses)) {
      const { status, body } = await answer(app, address)
      const counted = body.data.reduce(
        (sum: number, row: { counts: number }) => sum + row.counts,
        0,
      )
      expect([figure, status, body.sum, counted]).toEqual([
        figure,
        200,
        shown[figure],
        shown[figure],
      ])
    }
  }
})

test('a viewer sees no key of fewer than five persons', async ({ books }) => {
  await spring(books)
  const label = { campaign: 'letter' }
  await book(
    books.trx,
    Array.from({ length: 5 }, () => gift('2026-02-10', 100n, { label })),
  )
  const { body } = await answer(financeApp(books.trx, 'viewer'), path)
  expect(body.total.groups).toMatchObject([{ key: '(other)', gifts: 7, entries: null }])
})

test('without a rate there is no amount, and a word nobody knows is refused', async ({ books }) => {
  await book(books.trx, [gift('2026-02-10', 100n, { currency: 'USD' })])
  expect(await total(books.trx)).toMatchObject({ gifts: 1, amount_minor: null })
  const { status, body } = await answer(financeApp(books.trx), `${path}&model=middle`)
  expect([status, body.errors[0].field]).toEqual([422, 'model'])
})
