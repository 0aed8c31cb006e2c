import { createHash } from 'node:crypto'
import { describe, expect } from 'vitest'
import { keepProofs, noDiffering } from '../../../src/ledger/proofs.ts'
import { keepOut } from '../../../src/ledger/quarantine.ts'
import type { Database } from '../../../src/platform/database/connection.ts'
import { testWithDatabase as test } from '../../database.ts'
import { book, expectIncome, gift, income, rate, stripeRow } from '../../ledger/builders.ts'
import { answer, financeApp, send } from '../api.ts'

const now = new Date('2026-06-15T09:00:00Z')
const close = (month: string): ['POST', string] => ['POST', `/api/periods/${month}/close`]
const reopen = (month: string): ['POST', string] => ['POST', `/api/periods/${month}/reopen`]

/** A gift of 12.50 USD (10.00 EUR) and a grant of 40.00 in May, another gift in June. */
async function bookMay(db: Database) {
  await rate(db, 'USD', '2026-05-01', '1.25')
  await book(db, [
    gift('2026-05-02', 1250n, { currency: 'USD' }),
    income('2026-05-20', 'foundation', 4000n),
    gift('2026-06-02', 700n),
  ])
}

/** By a second way: names sorted, no spaces. */
function sortedText(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

describe('closing', () => {
  test('takes no fields: one that is sent is named, and nothing is closed', async ({ own }) => {
    await bookMay(own)
    const app = financeApp(own)
    const { status, body } = await send(app, close('2026-05'), { force: true })
    expect([status, body.errors[0].field]).toEqual([422, 'force'])
    expect((await answer(app, '/api/periods')).body.data[0].state).toBe('open')
  })

  test('a month that nothing stands against is closed by whoever asks, by name', async ({
    own,
  }) => {
    await bookMay(own)
    const app = financeApp(own)
    const { status, body } = await send(app, close('2026-05'), {})
    expect(status).toBe(200)
    expect(body).toMatchObject({
      ...{ month: '2026-05', state: 'closed', version: 1, obstacles: [], closed_by: 'finance' },
      closed_at: now.toISOString(),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    const { figures, definitions, rates } = body.snapshot
    expect(figures.revenue).toMatchObject({ gross_minor: 5000, net_minor: 5000 })
    expect(figures['reader-share/net']).toMatchObject({ share: '0.200000', total_minor: 5000 })
    expect(definitions.revenue).toMatchObject({ id: 'revenue', currency: 'EUR' })
    expect(rates).toEqual([{ currency: 'USD', day: '2026-05-02', factor: '400/500' }])
    expect(createHash('sha256').update(sortedText(body.snapshot)).digest('hex')).toBe(body.hash)
    const { body: list } = await answer(app, '/api/periods')
    expect(list.data).toMatchObject([{ state: 'closed', hash: body.hash }, { month: '2026-06' }])
    const { body: share } = await answer(app, '/api/reports/reader-share?from=2026-05-01')
    expect(share.periods[0].state).toBe('closed')
    const others = ['2026-07', '2025-12', '2026-13'].map((month) => send(app, close(month), {}))
    // a month that has not ended, one before the books, and none
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual([409, 404, 422])
  })

  test('everything that stands in its way is named', async ({ own }) => {
    await expectIncome(own, ['events', 'owner'], '2026-05')
    await book(own, [
      gift('2026-04-02', 100n),
      stripeRow('unclassified', '2026-05-02'),
      gift('2026-05-02', 100n, { currency: 'USD' }),
      income('2026-05-09', 'owner', 0n, { estimated: true }), // an estimate does not stop it
    ])
    const odd = { balance_transaction: 'txn_odd', day: '2026-05-03', reason: 'net', found_at: now }
    await keepOut(own, [odd])
    await keepProofs(own, { run_id: 'run_1', ran_at: now }, [
      {
        ...{ id: 'ledger_equals_balance_eur', kind: 'balance', ok: false, currency: 'EUR' },
        ...{ expected: 1n, actual: 0n, difference: -1n, transactions: 0, fingerprint: null },
        differing: noDiffering,
      },
    ])
    const { status, body } = await send(financeApp(own), close('2026-05'), {})
    expect(status).toBe(409)
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual([
      ...['earlier_month_open', 'unclassified', 'quarantined', 'rate_unavailable'],
      ...['income_missing/events', 'proof_failed'],
    ])
    const { body: june } = await send(financeApp(own), close('2026-06'), {})
    expect(june.errors[0].field).toBe('not_ended')
    expect(await own.selectFrom('month_close').selectAll().execute()).toEqual([])
  })

  test('of two who close at once, one does', async ({ own }) => {
    await bookMay(own)
    const both = [financeApp(own), financeApp(own)].map((app) => send(app, close('2026-05'), {}))
    const statuses = (await Promise.all(both)).map(({ status }) => status)
    expect(statuses.sort()).toEqual([200, 409])
    const acts = await own
      .selectFrom('audit')
      .where('act', '=', 'month.close')
      .selectAll()
      .execute()
    expect(acts).toMatchObject([{ who: 'finance_1', subject: '2026-05', after: { version: 1 } }])
  })
})

test('while others keep the months, a close waits for a moment and is refused', async ({ own }) => {
  await bookMay(own)
  const app = financeApp(own)
  const { status, body } = await own.transaction().execute(async (trx) => {
    await trx.selectFrom('month_turn').select('id').forUpdate().execute()
    return send(app, close('2026-05'), {})
  })
  expect([status, body.type]).toEqual([409, '/problems/months_taken'])
  expect((await send(app, close('2026-05'), {})).status).toBe(200)
})

describe('reopening', () => {
  test('the latest closed month is opened with a reason, and closed again as another version', async ({
    own,
  }) => {
    await bookMay(own)
    const app = financeApp(own)
    const { body: first } = await send(app, close('2026-05'), {})
    const { status, body } = await send(app, reopen('2026-05'), { reason: 'A grant was forgotten' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ state: 'open', hash: null, snapshot: null, obstacles: [] })
    expect(body.history).toMatchObject([
      { version: 1, hash: first.hash, reopened_by: 'finance', reason: 'A grant was forgotten' },
    ])
    await book(own, [income('2026-05-21', 'owner', 5000n)])
    const { body: second } = await send(app, close('2026-05'), {})
    expect(second.snapshot).toMatchObject({
      version: 2,
      figures: { revenue: { net_minor: 10_000 } },
    })
    expect(second.hash).not.toBe(first.hash)
    const acts = await own.selectFrom('audit').select(['act', 'reason']).orderBy('id').execute()
    expect(acts).toContainEqual({ act: 'month.reopen', reason: 'A grant was forgotten' })
  })

  test('needs a reason, and that it is the latest closed one', async ({ own }) => {
    await book(own, [gift('2026-04-02', 100n), gift('2026-05-02', 100n)])
    const app = financeApp(own)
    const reason = { reason: 'wrong' }
    expect((await send(app, reopen('2026-05'), reason)).status).toBe(409)
    for (const month of ['2026-04', '2026-05']) await send(app, close(month), {})
    expect((await send(app, reopen('2026-05'), {})).body.errors[0].field).toBe('reason')
    expect((await send(app, reopen('2026-04'), reason)).body.type).toBe('/problems/not_the_latest')
    expect((await send(app, reopen('2026-05'), reason)).status).toBe(200)
    expect((await send(app, reopen('2026-04'), reason)).status).toBe(200)
  })
})
