import { expect } from 'vitest'
import { recordSubscriptionChange } from '../../../src/members/subscription-changes.ts'
import { type Books, testWithDatabase as test } from '../../database.ts'
import { book, gift, income } from '../../ledger/builders.ts'
import { insertMember, insertSubscription } from '../../members/builders.ts'
import { change } from '../../members/changes.ts'
import { answer, financeApp } from '../api.ts'

const path = '/api/reports/forecast'

/** Two members since April and one since May, of whom the first left in May: today is 15 June 2026. */
async function three({ trx }: Books) {
  for (const [subscription, since, left] of [
    ['sub_a', '2026-04-02', '2026-05-20'],
    ['sub_b', '2026-04-03', null],
    ['sub_c', '2026-05-04', null],
  ] as const) {
    const member_id = await insertMember(trx)
    const ended = left === null ? {} : ({ status: 'canceled', raw_status: 'canceled' } as const)
    await insertSubscription(trx, { id: subscription, member_id, ...ended })
    const rows = [change('created', `${since}T09:00:00Z`, { subscription })]
    if (left) rows.push(change('deleted', `${left}T09:00:00Z`, { subscription }))
    for (const row of rows) await recordSubscriptionChange(trx, row)
  }
}

async function declareCash({ trx }: Books, terms: object) {
  const row = { kind: 'cash', key: '', version: 1, from_day: null, declared_by: 'staff_1' } as const
  const values = { ...row, declared_at: new Date(0), terms: JSON.stringify(terms) }
  await trx.insertInto('declaration').values(values).execute()
}

test('twelve whole months go on from today’s members by the rates of the past', async ({
  books,
}) => {
  await three(books)
  const { status, body } = await answer(financeApp(books.trx), path)
  expect(status).toBe(200)
  expect(body.assumptions).toMatchObject({
    ...{ churn: '0.500000', new: '1.500000', ceiling: '3.000000' },
    ...{ from: '2026-04-01', to: '2026-06-01', members: 2, mrr_minor: 2_000 },
  })
  expect(body.periods).toHaveLength(12)
  expect(body.periods[0]).toMatchObject({
    ...{ from: '2026-07-01', to: '2026-08-01', kind: 'forecast' },
    ...{ members: 3, mrr_minor: 2_500, cash_minor: 2_500 },
    ...{ runway_months: null, reasons: { runway_months: 'not_declared' } },
  })
  expect(body.total).toMatchObject({ from: '2026-07-01', to: '2027-07-01', members: 3 })
})

test('what has ended is told as it was, and other rates may be asked for', async ({ books }) => {
  await three(books)
  const asked = `${path}?from=2026-04-01&to=2026-08-01&churn=0&new=1`
  const { body } = await answer(financeApp(books.trx), asked)
  expect(
    body.periods.map((period: Record<string, unknown>) => [period.kind, period.members]),
  ).toEqual([
    ['actual', 2],
    ['actual', 2],
    ['forecast', 2],
    ['forecast', 3],
  ])
})

test('the runway is the cash over what was burnt in the last three months', async ({ books }) => {
  await book(books.trx, [gift('2026-03-02', 30_000n), income('2026-05-31', 'events', 60_000n)])
  await declareCash(books, { cash_minor: 100_000, monthly_costs_minor: 50_000 })
  const app = financeApp(books.trx)
  const { total } = (await answer(app, path)).body
  expect(total.runway_months).toBe('5.000000')
  const { body } = await answer(app, total.entries.runway_months)
  expect(body.sum_minor).toBe(90_000)
})

test('who takes in as much as goes out burns nothing', async ({ books }) => {
  await book(books.trx, [gift('2026-03-02', 30_000n)])
  await declareCash(books, { cash_minor: 100_000, monthly_costs_minor: 10_000 })
  const { body } = await answer(financeApp(books.trx), path)
  expect(body.total).toMatchObject({
    ...{ members: null, runway_months: null },
    reasons: { members: 'no_history', runway_months: 'not_burning' },
  })
})

test.for([
  ['churn=2', 'churn'],
  ['new=-1', 'new'],
  ['interval=day', 'interval'],
  ['to=2040-01-01', 'to'],
])('%s is refused by its field', async ([query, field], { books }) => {
  const { status, body } = await answer(financeApp(books.trx), `${path}?${query}`)
  expect([status, body.errors[0].field]).toEqual([422, field])
})
