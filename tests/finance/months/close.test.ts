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

/** A gift of 10.00 and a grant of 40.00 in May, another gift in June. */
function bookMay(db: Database) {
  return book(db, [
    gift('2026-05-02', 1000n),
    income('2026-05-20', 'foundation', 4000n),
    gift('2026-06-02', 700n),
  ])
}

describe('closing', () => {
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
    const { figures, definitions } = body.snapshot
    expect(figures.revenue).toMatchObject({ gross_minor: 5000, net_minor: 5000 })
    expect(figures['reader-share/net']).toMatchObject({ share: '0.200000', total_minor: 5000 })
    expect(definitions.revenue).toMatchObject({ id: 'revenue', currency: 'EUR' })
    const { body: list } = await answer(app, '/api/periods')
    expect(list.data).toMatchObject([{ state: 'closed', hash: body.hash }, { month: '2026-06' }])
    const { body: share } = await answer(app, '/api/reports/reader-share?from=2026-05-01')
    expect(share.periods[0].state).toBe('closed')
  })

  test('its hash is of the snapshot with sorted names and no spaces', async ({ own }) => {
    await bookMay(own)
    await send(financeApp(own), close('2026-05'), {})
    const { body } = await answer(financeApp(own), '/api/periods/2026-05')
    const text = JSON.stringify(body.snapshot, (_, value) =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(
            Object.keys(value)
              .sort()
              .map((name) => [name, value[name]]),
          )
        : value,
    )
    expect(createHash('sha256').update(text).digest('hex')).toBe(body.hash)
  })

  test('it keeps the rates that its rows were taken at', async ({ own }) => {
    await rate(own, 'USD', '2026-05-01', '1.25')
    await book(own, [gift('2026-05-02', 1000n, { currency: 'USD' })])
    const { body } = await send(financeApp(own), close('2026-05'), {})
    expect(body.snapshot.figures.revenue.net_minor).toBe(800)
    expect(body.snapshot.rates).toEqual([{ currency: 'USD', day: '2026-05-02', factor: '400/500' }])
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

  test.for([
    ['a month after this one has not ended', '2026-07', 409],
    ['a month before the books is not in them', '2025-12', 404],
    ['no month at all is refused', '2026-13', 422],
  ])('%s', async ([, month, status], { own }) => {
    await bookMay(own)
    expect((await send(financeApp(own), close(String(month)), {})).status).toBe(status)
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
