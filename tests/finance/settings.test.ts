import { expect } from 'vitest'
import { campaignAt } from '../../src/finance/settings/campaign.ts'
import { cashSettings } from '../../src/finance/settings/cash.ts'
import { readerOf } from '../../src/platform/database/connection.ts'
import { testWithDatabase as test } from '../database.ts'
import { closeMonth } from '../ledger/builders.ts'
import { answer, financeApp, send } from './api.ts'

const declared_at = '2026-06-15T09:00:00.000Z'
const by = { declared_by: 'finance_1', declared_at }

test('nothing is declared until finance does, and then the newest word counts', async ({ db }) => {
  const app = financeApp(db)
  expect(await cashSettings(readerOf(db))).toBeNull()
  expect(await campaignAt(readerOf(db), 'spring')).toBeNull()
  expect((await answer(app, '/api/settings')).body).toEqual({
    ...{ cash: null, tax: [], campaigns: [], products: [], issuer: null, receipts: [] },
  })
  await send(app, ['PUT', '/api/settings/cash'], { cash_minor: 1, monthly_costs_minor: 1 })
  const cash = { cash_minor: -500000, monthly_costs_minor: 120000, as_of: '2026-06-01' }
  const { status, body } = await send(app, ['PUT', '/api/settings/cash'], cash)
  expect({ status, declared: body.declared, known: body.history.length }).toEqual({
    ...{ status: 200, declared: { ...cash, ...by }, known: 2 },
  })
  expect(await cashSettings(readerOf(db))).toEqual({
    ...{ cash_minor: -500000n, monthly_costs_minor: 120000n, as_of: '2026-06-01' },
  })
  await send(app, ['PUT', '/api/settings/campaigns/spring'], { cost_minor: 90000, currency: 'usd' })
  expect(await campaignAt(readerOf(db), 'spring')).toEqual({
    ...{ cost_minor: 90000n, currency: 'USD' },
  })
})

test('a tax of one product stands beside the tax of all, and one of days to come waits', async ({
  db,
}) => {
  const app = financeApp(db)
  const all = { rate: '0.20', regime: 'included' }
  const gifts = { regime: 'none', product: 'gift' }
  const later = { rate: '0.21', regime: 'included', from: '2026-07-01' }
  for (const tax of [all, gifts, later]) {
    expect((await send(app, ['PUT', '/api/settings/tax'], tax)).status).toBe(200)
  }
  const { body } = await answer(app, '/api/settings/tax')
  expect(body.data.map(({ rate, product }: Record<string, string>) => [rate, product])).toEqual([
    ...[
      ['0.20', undefined],
      [undefined, 'gift'],
    ],
  ])
  expect(body.history).toHaveLength(3)
})

const refused: [string, object, string][] = [
  ['cash', { cash_minor: 1.5, monthly_costs_minor: 0 }, 'cash_minor'],
  ['cash', { cash_minor: 1, monthly_costs_minor: -1 }, 'monthly_costs_minor'],
  ['cash', { cash_minor: 1, monthly_costs_minor: 1, euros: true }, 'euros'],
  ['campaigns/spring', { cost_minor: 5, currency: 'BTC' }, 'currency'],
  ['tax', { rate: '20', regime: 'included' }, 'rate'],
  ['tax', { rate: 0.2, regime: 'included' }, 'rate'],
  ['tax', { regime: 'included' }, 'rate'],
  ['tax', { rate: '0.2', regime: 'added' }, 'regime'],
  ['tax', { rate: '0.2', regime: 'included', from: '2026-02-30' }, 'from'],
  ['products/gift', { treatment: 'barter' }, 'treatment'],
  ['products/gift', { treatment: 'split' }, 'fair_value_minor'],
  ['products/gift', { treatment: 'exchange', fair_value_minor: 5 }, 'fair_value_minor'],
]
test.for(refused)('%s refuses %j by its field %s', async ([path, sent, field], { db }) => {
  const { status, body } = await send(financeApp(db), ['PUT', `/api/settings/${path}`], sent)
  const fields = (body.errors ?? []).map((error: Readonly<{ field: string }>) => error.field)
  expect({ status, fields }).toEqual({ status: 422, fields: [field] })
})

test('what would change a closed month is refused, what begins after it is not', async ({ db }) => {
  const app = financeApp(db)
  await closeMonth(db, '2026-04')
  const put = (path: string, sent: object) => send(app, ['PUT', `/api/settings/${path}`], sent)
  const exchange = { treatment: 'exchange' }
  expect(await put('products/membership', exchange)).toMatchObject({
    ...{ status: 409, body: { type: '/problems/month_closed' } },
  })
  const late = { ...exchange, from: '2026-04-30' }
  expect((await put('products/membership', late)).status).toBe(409)
  expect((await answer(app, '/api/settings/products/membership')).body.history).toEqual([])
  const open = { ...exchange, from: '2026-05-01' }
  expect((await put('products/membership', open)).status).toBe(200)
  expect((await put('cash', { cash_minor: 1, monthly_costs_minor: 1 })).status).toBe(200)
})

test('who declared what stands in the audit log, with what was said before', async ({ db }) => {
  const app = financeApp(db)
  const from = '2026-06-01'
  const [first, second] = [
    { treatment: 'exchange', from },
    { treatment: 'contribution', from },
  ]
  await send(app, ['PUT', '/api/settings/products/prod_1'], first)
  await send(app, ['PUT', '/api/settings/products/prod_1'], second)
  const acts = await db
    .selectFrom('audit')
    .select(['who', 'act', 'subject', 'before', 'after'])
    .where('subject', '=', 'prod_1')
    .orderBy('before', (order) => order.asc().nullsFirst())
    .execute()
  const act = { who: 'finance_1', act: 'settings.product', subject: 'prod_1' }
  expect(acts).toEqual([
    { ...act, before: null, after: first },
    { ...act, before: first, after: second },
  ])
})
