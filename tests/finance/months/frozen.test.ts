import { expect } from 'vitest'
import { proveMonths } from '../../../src/finance/months/proof.ts'
import { bookEntries, type NewEntry } from '../../../src/ledger/entry.ts'
import { declareExpectation } from '../../../src/ledger/expectations.ts'
import { labelEntries, moveOrigins, recordOrigin } from '../../../src/ledger/origin.ts'
import { importRates } from '../../../src/ledger/rates/import.ts'
import { type Database, readerOf } from '../../../src/platform/database/connection.ts'
import { dayOf } from '../../../src/platform/day.ts'
import { randomIds } from '../../../src/platform/ids.ts'
import { testWithDatabase as test } from '../../database.ts'
import { zone } from '../../ledger/builders.ts'
import { answer, financeApp, send } from '../api.ts'
import { reportDeps } from '../asked.ts'

const now = reportDeps.clock.now()
const ids = randomIds(crypto)

/** A row of Stripe's at an instant, on its day in Kyiv, paid by the intent of the same number. */
function stripe(n: number, at: string, more: Partial<NewEntry> = {}): NewEntry {
  const occurred_at = new Date(at)
  const amount_minor = more.amount_minor ?? 1000n
  return {
    ...{ id: `ent_txn_${n}`, balance_transaction: `txn_${n}`, source: 'stripe', kind: 'payment' },
    ...{ occurred_at, day: dayOf(occurred_at, zone), currency: 'EUR', payment_intent: `pi_${n}` },
    ...{ charge: `ch_${n}`, amount_minor, fee_minor: 0n, net_minor: amount_minor },
    ...more,
  }
}

/** What is known of a payment, and its entries as they are booked or labelled by it. */
function learn(db: Database, n: number, facts: object, entries: readonly NewEntry[] = []) {
  return db.transaction().execute(async (trx) => {
    await recordOrigin(trx, { key: `pi_${n}`, ...facts }, now)
    await bookEntries(trx, entries, now)
    await labelEntries(trx, [`pi_${n}`], now)
  })
}

const incomeOf = (document: string, date: string, more: object = {}) => ({
  ...{ date, class: 'foundation', amount_minor: 4000, currency: 'EUR', payer: 'F', document },
  ...more,
})

/** May: two gifts (one of 10.00 USD at 1.25), a grant and an estimate; June has begun. */
async function mayAndJune(db: Database) {
  const app = financeApp(db)
  const rates = 'Date,USD,\n2026-05-01,1.25,\n2026-06-10,1.3,'
  await importRates({ db, ids, clock: reportDeps.clock }, rates, 'test')
  const given = { class: 'gift', campaign: 'spring', member_id: 'mem_1' }
  await learn(db, 1, given, [stripe(1, '2026-05-02T10:00:00Z')])
  await learn(db, 2, { ...given, member_id: 'mem_2' }, [
    stripe(2, '2026-05-05T10:00:00Z', { currency: 'USD' }),
  ])
  await learn(db, 3, given, [stripe(3, '2026-06-02T10:00:00Z')])
  const grant = await send(app, ['POST', '/api/income'], incomeOf('G-1', '2026-05-20'))
  const guess = incomeOf('G-2', '2026-05-21', { estimated: true })
  await send(app, ['POST', '/api/income'], guess)
  return { app, grant: grant.body.id, guess }
}

const may = 'from=2026-05-01&to=2026-06-01'
const addresses = [
  ...['net', 'gross', 'after_fees', 'recognised'].map(
    (basis) => `/api/reports/reader-share?${may}&basis=${basis}`,
  ),
  ...['class', 'campaign', 'currency'].map((group) => `/api/reports/revenue?${may}&group=${group}`),
  ...[`/api/reports/revenue?${may}&currency=USD`, `/api/reports/revenue.csv?${may}&group=class`],
  ...['mrr', 'members', 'retention', 'deferred', 'donors', 'concentration'].map(
    (name) => `/api/reports/${name}?${may}`,
  ),
  ...[`/api/reports/donors.csv?${may}&basis=gross`, `/api/reports/reconciliation?${may}`],
  ...[`/api/ledger/entries?${may}`, '/api/periods/2026-05'],
]

/** Byte for byte. */
async function printed(app: ReturnType<typeof financeApp>) {
  const texts = addresses.map(async (path) => [path, await (await app.request(path)).text()])
  return Object.fromEntries(await Promise.all(texts))
}

test('a closed month prints the same, byte for byte, whatever comes after', async ({ own }) => {
  const { app, grant, guess } = await mayAndJune(own)
  const { status } = await send(app, ['POST', '/api/periods/2026-05/close'], {})
  expect(status).toBe(200)
  const before = await printed(app)

  const late = [
    stripe(4, '2026-05-31T20:30:00Z'), // 23:30 of 31 May in Kyiv
    stripe(5, '2026-05-09T10:00:00Z', { kind: 'refund', amount_minor: -300n, charge: 'ch_1' }),
  ]
  const whole = {
    kind: 'refund',
    amount_minor: -1000n,
    charge: 'ch_1',
    payment_intent: 'pi_1',
  } as const
  await learn(own, 4, { class: 'gift', member_id: 'mem_1' }, late)
  await learn(own, 1, {}, [stripe(6, '2026-06-09T10:00:00Z', whole)]) // no gift is left of it
  await learn(own, 1, { campaign: 'autumn', country: 'UA' })
  await own
    .transaction()
    .execute((trx) => moveOrigins(trx, { from: 'mem_2', into: 'mem_1', at: now }))
  const nearer = 'Date,USD,GBP,\n2026-05-04,2.5,0.8,'
  await importRates({ db: own, ids, clock: reportDeps.clock }, nearer, 'test')
  const expected = { classes: ['owner'], from: null } as const
  await declareExpectation({ db: own, ids, clock: reportDeps.clock }, expected, 'test')
  const why = { reason: 'entered twice' }
  expect((await send(app, ['POST', `/api/income/${grant}/reverse`], why)).status).toBe(201)
  const figure = { ...guess, estimated: false, amount_minor: 900 }
  expect((await send(app, ['POST', '/api/income'], figure)).body.type).toBe(
    '/problems/month_closed',
  )
  const inJune = { ...figure, date: '2026-06-03' }
  expect((await send(app, ['POST', '/api/income'], inJune)).status).toBe(201)

  expect(await printed(app)).toEqual(before)
  expect(await proveMonths(readerOf(own), reportDeps)).toMatchObject([
    { id: 'closed_2026-05', ok: true, expected: 9800n, difference: 0n },
  ])
  const rows = await answer(app, '/api/ledger/entries?late=true')
  expect(
    rows.body.data.map(({ day, true_day, occurred_at, amount_minor }: Record<string, unknown>) => [
      ...[day, true_day, String(occurred_at).slice(0, 16), amount_minor],
    ]),
  ).toEqual([
    ['2026-06-01', '2026-05-09', '2026-05-09T10:00', -300],
    ['2026-06-01', '2026-05-20', '2026-05-19T21:00', -4000],
    ['2026-06-01', '2026-05-21', '2026-05-20T21:00', -4000],
    ['2026-06-01', '2026-05-31', '2026-05-31T20:30', 1000],
  ])
  const { body: months } = await answer(app, '/api/periods')
  const june = { from: '2026-06-01', to: '2026-07-01', late: 'true' }
  expect(months.data[1].late).toEqual({
    count: 4,
    url: `/api/ledger/entries?${new URLSearchParams(june)}`,
  })
})

test('what was learned meanwhile is true once the month is reopened', async ({ own }) => {
  const { app } = await mayAndJune(own)
  await send(app, ['POST', '/api/periods/2026-05/close'], {})
  await learn(own, 1, { campaign: 'autumn' })
  const spring = `/api/ledger/entries?${may}&campaign=spring`
  expect((await answer(app, spring)).body.data).toHaveLength(2)
  await send(app, ['POST', '/api/periods/2026-05/reopen'], { reason: 'a campaign was wrong' })
  expect((await answer(app, spring)).body.data).toHaveLength(1)
  await send(app, ['POST', '/api/periods/2026-05/close'], {})
  const { body } = await answer(app, '/api/periods/2026-05')
  expect([body.version, body.history.length]).toEqual([2, 2])
})

test('a closed month that shows something else fails its proof by name', async ({ own }) => {
  const { app } = await mayAndJune(own)
  await send(app, ['POST', '/api/periods/2026-05/close'], {})
  const [row] = [stripe(9, '2026-05-09T10:00:00Z')]
  await own
    .insertInto('entry')
    .values({ ...row, true_day: null })
    .execute() // round the house's door
  const [proof] = await proveMonths(readerOf(own), reportDeps)
  expect(proof).toMatchObject({ ok: false, difference: 1000n })
  expect(proof?.differing.unlike.ids).toEqual(
    expect.arrayContaining(['revenue/net_minor', 'reader-share/net/share']),
  )
})

test('a month without entries that was passed over takes nothing in any more', async ({ own }) => {
  const { app } = await mayAndJune(own)
  await learn(own, 7, { class: 'gift' }, [stripe(7, '2026-03-02T10:00:00Z')])
  for (const month of ['2026-03', '2026-05']) {
    expect((await send(app, ['POST', `/api/periods/${month}/close`], {})).status).toBe(200)
  }
  await learn(own, 8, { class: 'gift' }, [stripe(8, '2026-04-09T10:00:00Z')])
  const { body } = await answer(app, '/api/ledger/entries?late=true')
  expect(body.data).toMatchObject([{ day: '2026-06-01', true_day: '2026-04-09' }])
  const inApril = await send(app, ['POST', '/api/income'], incomeOf('A-1', '2026-04-20'))
  expect(inApril.body.type).toBe('/problems/month_closed')
  expect(await proveMonths(readerOf(own), reportDeps)).toMatchObject([{ ok: true }, { ok: true }])
})
