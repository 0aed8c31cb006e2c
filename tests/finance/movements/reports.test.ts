import { expect } from 'vitest'
import { testWithDatabase as test } from '../../database.ts'
import { book, gift, rate } from '../../ledger/builders.ts'
import { after, change, priced } from '../../members/changes.ts'
import { answer, financeApp } from '../api.ts'
import { insertHistory } from './kept.ts'

/** Every figure beside what the rows at its address come to, each page of one row. */
async function rowsBehind(app: ReturnType<typeof financeApp>, period: Period): Promise<string[]> {
  const told: string[] = []
  for (const [figure, address] of Object.entries(period.entries)) {
    let [counts, next] = [0, '']
    for (let sum: number | null = null; next !== null; ) {
      const { body } = await answer(app, `${address}&limit=1${next && `&cursor=${next}`}`)
      counts += body.data.reduce((all: number, row: { counts: number }) => all + row.counts, 0)
      sum = body.sum
      next = body.next_cursor
      if (sum !== period[figure]) told.push(`${figure} is ${period[figure]}, its rows say ${sum}`)
    }
    if (counts !== period[figure]) told.push(`${figure} is ${period[figure]}, its rows ${counts}`)
  }
  return told
}
type Period = { entries: Record<string, string> } & Record<string, unknown>

test('a year by months, worked by hand', async ({ own: db }) => {
  const ann = change('created', '2026-01-05T09:00:00Z')
  const dearer = after(ann, 'updated', '2026-02-10T09:00:00Z', { price: priced(1500n) })
  await insertHistory(db, 'ann', [ann, dearer])
  const bob = change('created', '2026-01-20T09:00:00Z', {
    price: priced(10_000n, { per_year: '1' }),
  })
  await insertHistory(db, 'bob', [
    bob,
    after(bob, 'deleted', '2026-03-03T09:00:00Z', { end_reason: 'payment_failed' }),
  ])
  const { status, body } = await answer(
    financeApp(db),
    '/api/reports/mrr?from=2026-01-01&to=2026-04-01',
  )
  expect(status).toBe(200)
  expect(body.periods).toMatchObject([
    { opening: 0, new: 1833, closing: 1833, arr_minor: 22000, members: 2, arpu_minor: 917 },
    {
      opening: 1833,
      expansion: 500,
      closing: 2333,
      quick_ratio: null,
      reasons: { quick_ratio: 'nothing_lost' },
    },
    {
      ...{
        opening: 2333,
        churn: 833,
        churn_payment_failed: 833,
        churn_voluntary: 0,
        closing: 1500,
      },
      ...{ members: 1, arpu_minor: 1500, ltv_minor: 3000, quick_ratio: '0.000000' },
    },
  ])
  expect(await rowsBehind(financeApp(db), body.periods[2])).toEqual([])
  expect(body.total).toMatchObject({
    opening: 0,
    new: 1833,
    expansion: 500,
    churn: 833,
    closing: 1500,
  })
})

test('another currency opens at the rate before, moves at the closing day’s, and the rest is fx', async ({
  own: db,
}) => {
  const held = change('created', '2026-01-05T09:00:00Z', { currency: 'USD' })
  await insertHistory(db, 'ann', [held])
  const joined = change('created', '2026-03-05T09:00:00Z', {
    currency: 'USD',
    price: priced(2000n),
  })
  await insertHistory(db, 'bob', [joined])
  const march = '/api/reports/mrr?from=2026-03-01&to=2026-04-01'
  await rate(db, 'USD', '2026-02-27', '1.25')
  expect(await answer(financeApp(db), march)).toMatchObject({
    status: 422,
    body: {
      type: '/problems/rate_unavailable',
      detail: expect.stringContaining('USD for 2026-03-31'),
    },
  })
  await rate(db, 'USD', '2026-03-30', '1')
  const { body } = await answer(financeApp(db), march)
  expect(await rowsBehind(financeApp(db), body.total)).toEqual([])
  expect(body.periods).toMatchObject([
    { opening: 800, new: 2000, fx: 200, closing: 3000, arr_minor: 36000, members: 2 },
  ])
})

test('retention of a quarter, with what each month’s newcomers became', async ({ own: db }) => {
  const began = (at: string, amount: bigint) => change('created', at, { price: priced(amount) })
  const stays = began('2026-01-05T09:00:00Z', 1000n)
  const pays = (id: string, day: string, amount: bigint) =>
    gift(day, amount, { label: { class: 'membership', member_id: id } })
  await insertHistory(db, 'stays', [
    stays,
    after(stays, 'updated', '2026-02-10T09:00:00Z', { price: priced(800n) }),
  ])
  const leaves = began('2026-01-06T09:00:00Z', 3000n)
  await insertHistory(db, 'leaves', [leaves, after(leaves, 'deleted', '2026-02-20T09:00:00Z')])
  const short = began('2026-02-03T09:00:00Z', 500n)
  await insertHistory(db, 'short', [short, after(short, 'deleted', '2026-02-25T09:00:00Z')])
  await db
    .transaction()
    .execute((trx) =>
      book(trx, [
        ...[pays('stays', '2026-01-05', 1000n), pays('stays', '2026-02-05', 1000n)],
        ...[pays('leaves', '2026-01-06', 3000n), pays('short', '2026-02-03', 500n)],
      ]),
    )
  const { status, body } = await answer(
    financeApp(db),
    '/api/reports/retention?from=2026-01-01&to=2026-04-01',
  )
  expect(status).toBe(200)
  expect(body.periods[1]).toMatchObject({
    ...{ opening_members: 2, lost_members: 1, closing_members: 1, early_churned: 1 },
    ...{ logo_churn: '0.500000', annualised_churn: '0.999756', grr: '0.200000', nrr: '0.200000' },
    quick_ratio: '0.135135',
  })
  expect(await rowsBehind(financeApp(db), body.periods[1])).toEqual([])
  expect(body.cohorts).toMatchObject([
    {
      ...{ month: '2026-01', members: 2, mrr_minor: 4000, paid_minor: 5000, ltv_minor: 2500 },
      cells: [
        { k: 0, members: 2, share: '1.000000', mrr_minor: 4000, money_share: '1.000000' },
        { k: 1, members: 1, share: '0.500000', mrr_minor: 800, money_share: '0.200000' },
        ...[{ k: 2 }, { k: 3 }, { k: 4 }],
        null,
      ],
    },
    { month: '2026-02', members: 1, cells: [{ k: 0, share: '0.000000' }, {}, {}, {}, null, null] },
  ])
  const cut = await answer(financeApp(db), '/api/reports/retention?from=2026-01-10&to=2026-02-22')
  expect(cut.body.total).toMatchObject({
    ...{ opening_members: 2, lost_members: 1, early_churned: 0, annualised_churn: null },
    reasons: { annualised_churn: 'months_not_whole' },
  })
})

test('who closes a period in a currency that had no rate before it stands in its rows', async ({
  own: db,
}) => {
  const joined = change('created', '2026-03-05T09:00:00Z', { currency: 'USD' })
  await insertHistory(db, 'ann', [joined])
  await rate(db, 'USD', '2026-03-30', '1.25')
  const march = '/api/reports/retention?from=2026-03-01&to=2026-04-01'
  const { body } = await answer(financeApp(db), march)
  expect(body.total).toMatchObject({ opening_members: 0, closing_members: 1 })
  expect(await rowsBehind(financeApp(db), body.total)).toEqual([])
  const rows = await answer(financeApp(db), body.total.entries.closing_members)
  expect(rows.body.data).toMatchObject([{ before_minor: 0, after_minor: 800, counts: 1 }])
})

test('whose window ends later in a month that still runs is a supporter of it today', async ({
  own: db,
}) => {
  const given = [
    gift('2025-06-08', 5000n, { label: { class: 'gift', member_id: 'cy' } }),
    gift('2025-06-20', 5000n, { label: { class: 'gift', member_id: 'dee' } }),
  ]
  await db.transaction().execute((trx) => book(trx, given))
  const { body } = await answer(
    financeApp(db),
    '/api/reports/members?from=2026-06-01&to=2026-07-01',
  )
  expect(body.periods).toMatchObject([{ supporters: 1 }])
  for (const period of body.periods) expect(await rowsBehind(financeApp(db), period)).toEqual([])
})

test('members and supporters of a month, and the file of them', async ({ own: db }) => {
  const trial = change('created', '2026-03-05T09:00:00Z', { status: 'trialing' })
  await insertHistory(db, 'ann', [trial])
  const bob = change('created', '2026-02-05T09:00:00Z')
  const paused = after(bob, 'updated', '2026-03-01T09:00:00Z', { paused: true })
  await insertHistory(db, 'bob', [
    bob,
    paused,
    after(paused, 'updated', '2026-04-02T09:00:00Z', { paused: false }),
  ])
  await db
    .transaction()
    .execute((trx) =>
      book(trx, [gift('2025-04-15', 5000n, { label: { class: 'gift', member_id: 'cy' } })]),
    )
  const { body } = await answer(
    financeApp(db),
    '/api/reports/members?from=2026-03-01&to=2026-05-01',
  )
  expect(body.periods).toMatchObject([
    { opening: 1, joined: 1, returned: 0, paused: 1, closing: 1, supporters: 1 },
    { opening: 1, joined: 0, returned: 0, paused: -1, closing: 2, supporters: 0 },
  ])
  for (const period of body.periods) expect(await rowsBehind(financeApp(db), period)).toEqual([])
  const file = await financeApp(db).request(
    '/api/reports/members.csv?from=2026-03-01&to=2026-04-01',
  )
  expect((await file.text()).split('\r\n').slice(0, 2)).toEqual([
    'from,to,opening,joined,returned,left_voluntary,left_failed,paused,closing,supporters',
    '2026-03-01,2026-04-01,1,1,0,0,0,1,1,1',
  ])
})
