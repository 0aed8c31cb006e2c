import { expect } from 'vitest'
import { testWithDatabase as test } from '../database.ts'
import { financeApp, send } from './api.ts'

const into: ['POST', string] = ['POST', '/api/rates/import']
const ecb = [
  'Date,USD,JPY,BGN,',
  '2026-03-03,1.0837,160.25,N/A,',
  '2026-03-02,1.0812,161.5,1.9558,',
  '',
].join('\n')

test('the ECB’s file is imported, known days skipped', async ({ db }) => {
  const app = financeApp(db)
  expect((await send(app, into, ecb)).body).toEqual({ days_new: 2, days_known: 0 })
  const longer = ecb.replace('\n2026-03-03', '\n2026-03-04,1.09,160,N/A,\n2026-03-03')
  expect((await send(app, into, longer)).body).toEqual({ days_new: 1, days_known: 2 })
  const rows = await db
    .selectFrom('rate')
    .select(['currency', 'rate', 'source'])
    .where('day', '=', '2026-03-03')
    .orderBy('currency')
    .execute()
  expect(rows).toEqual([
    { currency: 'JPY', rate: '160.25', source: 'ecb' },
    { currency: 'USD', rate: '1.0837', source: 'ecb' },
  ])
})

test('another rate for a known day is refused by its day, and nothing is kept', async ({ db }) => {
  const app = financeApp(db)
  await send(app, into, 'Date,GBP\n2026-04-01,0.85')
  const { status, body } = await send(app, into, 'Date,GBP\n2026-04-02,0.86\n2026-04-01,0.84')
  expect(status).toBe(409)
  expect(body.detail).toContain('2026-04-01: GBP for one EUR is known as 0.85')
  const rows = await db.selectFrom('rate').select('day').where('currency', '=', 'GBP').execute()
  expect(rows).toEqual([{ day: '2026-04-01' }])
})

test('the NBU’s list is imported in hryvnias for one unit', async ({ db }) => {
  const list = [
    { r030: 978, txt: 'Євро', rate: 48.5123, cc: 'EUR', exchangedate: '05.03.2026' },
    {
      r030: 392,
      rate: 28.5,
      units: 100,
      rate_per_unit: 0.285,
      cc: 'JPY',
      exchangedate: '05.03.2026',
    },
  ]
  const { body } = await send(financeApp(db), into, list)
  expect(body).toEqual({ days_new: 1, days_known: 0 })
  const rows = await db
    .selectFrom('rate')
    .select(['base', 'currency', 'rate', 'day'])
    .where('source', '=', 'nbu')
    .orderBy('base')
    .execute()
  expect(rows).toEqual([
    { base: 'EUR', currency: 'UAH', rate: '48.5123', day: '2026-03-05' },
    { base: 'JPY', currency: 'UAH', rate: '0.285', day: '2026-03-05' },
  ])
})

test.for<[what: string, file: unknown, field: string]>([
  ['a negative rate', 'Date,USD\n2026-03-02,-1', 'line 2: USD'],
  ['a rate in words', 'Date,USD\n2026-03-02,one', 'line 2: USD'],
  ['a zero rate', 'Date,USD\n2026-03-02,0', 'line 2: USD'],
  ['no currency', 'Date,Dollar\n2026-03-02,1', 'line 2: Dollar'],
  ['30 February', 'Date,USD\n2026-02-30,1.1', 'line 2: Date'],
  ['a short line', 'Date,USD,JPY\n2026-02-20,1.1', 'line 2'],
  ['another file', 'day,USD\n2026-02-20,1.1', 'body'],
  ['nothing', '', 'body'],
  ['an empty list', [], 'body'],
  ['a list of something', [{ cc: 'USD' }], '0.rate'],
  ['broken JSON', '[{', 'body'],
])('%s is refused and named', async ([, file, field], { db }) => {
  const { status, body } = await send(financeApp(db), into, file)
  expect([status, body.errors[0].field]).toEqual([422, field])
})

test.for<[what: string, file: string, named: string]>([
  ['a day twice', 'Date,CHF,\n2026-05-02,0.95,\n2026-05-02,0.96,', '2026-05-02'],
  ['a currency twice', 'Date,CHF,CHF,\n2026-05-02,0.95,0.96,', 'CHF'],
  [
    'a day of the NBU’s twice',
    JSON.stringify([
      { cc: 'CHF', rate: 51.1, exchangedate: '02.05.2026' },
      { cc: 'CHF', rate: 51.2, exchangedate: '02.05.2026' },
    ]),
    '2026-05-02',
  ],
])('a file that says two things is refused: %s', async ([_, file, named], { db }) => {
  const app = financeApp(db)
  const { status, body } = await send(app, into, file)
  expect([status, body.detail]).toEqual([422, expect.stringContaining(named)])
  expect(
    await db.selectFrom('rate').select('day').where('day', '=', '2026-05-02').execute(),
  ).toEqual([])
})

test('a rate that a file repeats is known once', async ({ db }) => {
  const file = 'Date,CHF\n2026-05-03,0.950\n2026-05-03,0.95'
  expect((await send(financeApp(db), into, file)).body).toEqual({ days_new: 1, days_known: 0 })
})
