import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import type { Proof } from '../../../src/ledger/proofs.ts'
import type { Database } from '../../../src/platform/database/connection.ts'
import type { EntryKind } from '../../../src/platform/database/ledger-tables.ts'
import { verify } from '../../../src/stripe/proofs.ts'
import { testWithDatabase as test } from '../../database.ts'
import { closeMonth, stripeRow } from '../../ledger/builders.ts'
import { day_s, provenHouse } from './proven.ts'

/** Ten days: three gifts, one of them given back in part, one disputed, and what the bank got of it. */
async function tenDays(db: Database) {
  const house = await provenHouse(db)
  const { account, give, read } = house
  await give(2000)
  await account.advance(day_s)
  const charge = await give(3000)
  const disputed = await give(1000)
  await account.advance(6 * day_s)
  await account.act({ action: 'refund', charge, amount: 500 })
  await account.act({ action: 'dispute_open', charge: disputed })
  await account.advance(3 * day_s)
  await read()
  return { ...house, charge, disputed }
}

const quiet = ['12', '13', '14', '15', '16', '18', '19']
/** By hand: a card costs 1.5 % and 0.25, a dispute 20.00. */
const heldAmounts = {
  ...Object.fromEntries(quiet.map((day) => [`day_2026-03-${day}_eur`, 0n])),
  'day_2026-03-10_eur': 1945n, // 20.00 − 0.55
  'day_2026-03-11_eur': 3890n, // 30.00 − 0.70 + 10.00 − 0.40
  'day_2026-03-17_eur': -3500n, // − 5.00 − 10.00 − 20.00
  ledger_equals_balance_eur: -3500n, // the rest is at the bank
  charges_have_transactions: 3n,
  refunds_within_charges: 3n,
  disputes_within_two_transactions: 1n,
  named_objects_are_known: 5n,
}

/** What a person looks at first: by id, what each proof that fails says. */
function failing(proofs: readonly Proof[]) {
  const failures = proofs.filter(({ ok }) => !ok)
  return Object.fromEntries(
    failures.map(({ id, difference, differing: { missing, surplus, unlike } }) => [
      id,
      { difference, missing: missing.ids, surplus: surplus.ids, unlike: unlike.ids },
    ]),
  )
}
const nothing = { missing: [], surplus: [], unlike: [] }

/** Below the guard of rows that only grow, as only the owner of the database could. */
async function tampered(db: Database, statement: ReturnType<typeof sql>) {
  await sql`alter table entry disable trigger user`.execute(db)
  await statement.execute(db)
  await sql`alter table entry enable trigger user`.execute(db)
}

async function transactionOf(db: Database, kind: EntryKind) {
  const row = await db
    .selectFrom('entry as e')
    .leftJoin('entry_payout as p', 'p.entry_id', 'e.id')
    .select(['e.id', 'e.balance_transaction', 'e.charge', 'p.payout'])
    .where('e.kind', '=', kind)
    .orderBy('e.occurred_at')
    .executeTakeFirstOrThrow()
  return { ...row, txn: row.balance_transaction ?? '' }
}

test('balance, payouts, days and objects are proven', async ({ db }) => {
  const { account, prove } = await tenDays(db)
  const { ok, proofs, waiting } = await prove()
  const payouts = (await account.stripe.payouts.list()).data
  expect(payouts.map(({ amount }) => amount)).toEqual([3890, 1945])
  expect({ ok, waiting }).toEqual({ ok: true, waiting: [] })
  expect(Object.fromEntries(proofs.map(({ id, actual }) => [id, actual]))).toEqual({
    ...heldAmounts,
    ...Object.fromEntries(payouts.map(({ id, amount }) => [`payout_${id}`, BigInt(amount)])),
  })
})

test('what was proven stands, and Stripe is not asked for it again', async ({ db }) => {
  const { account, prove, told } = await tenDays(db)
  const first = await prove()
  expect(told).toEqual(['payouts: 0 of 2', 'payouts: 2 of 2'].concat(runs(1)))
  account.calls.length = 0
  told.length = 0
  const second = await prove()
  expect(told).toEqual([])
  expect(account.calls.filter((call) => call.includes('reporting'))).toEqual([])
  expect(second.proofs.map(({ id, actual }) => [id, actual])).toEqual(
    first.proofs.map(({ id, actual }) => [id, actual]),
  )
  await account.advance(day_s)
  await prove()
  expect(told).toEqual(runs(1)) // the one day that has ended since
})

test('rows of a closed month are proven by the day on which they happened', async ({ own }) => {
  const house = await provenHouse(own)
  await house.give(2000)
  await house.account.advance(day_s)
  await closeMonth(own, '2026-03')
  await house.read()
  const days = await own.selectFrom('entry').select(['day', 'true_day']).execute()
  expect(days).toEqual([{ day: '2026-04-01', true_day: '2026-03-10' }])
  const { proofs } = await house.prove()
  expect(failing(proofs)).toEqual({})
  expect(proofs).toContainEqual(
    expect.objectContaining({ id: 'day_2026-03-10_eur', actual: 1945n }),
  )
})

function runs(of: number): string[] {
  return [`reports of days: 0 of ${of}`, `reports of days: ${of} of ${of}`]
}

describe('books that are not Stripe’s', () => {
  test('a row too many is named by its day, and its difference by the balance', async ({ db }) => {
    const { prove } = await tenDays(db)
    expect((await prove()).ok).toBe(true)
    const { entry } = stripeRow('payment', '2026-03-12', { amount_minor: 777n, charge: null })
    await db
      .insertInto('entry')
      .values({ ...entry, reporting_category: 'charge' })
      .execute()
    const { ok, proofs } = await prove()
    expect(ok).toBe(false)
    expect(failing(proofs)).toEqual({
      ledger_equals_balance_eur: { ...nothing, difference: 777n },
      'day_2026-03-12_eur': {
        ...nothing,
        difference: 777n,
        surplus: [entry.balance_transaction],
      },
    })
  })

  test('a row too few is named by day, payout and charge', async ({ db }) => {
    const { prove } = await tenDays(db)
    expect((await prove()).ok).toBe(true)
    const { id, txn, charge, payout } = await transactionOf(db, 'payment')
    await tampered(db, sql`delete from entry where id = ${id}`)
    expect(failing((await prove()).proofs)).toEqual({
      ledger_equals_balance_eur: { ...nothing, difference: -1945n },
      'day_2026-03-10_eur': { ...nothing, difference: -1945n, missing: [txn] },
      [`payout_${payout}`]: { ...nothing, difference: -1945n, missing: [txn] },
      charges_have_transactions: { ...nothing, difference: -1n, missing: [charge] },
    })
  })

  test('two errors that cancel out are still two', async ({ db }) => {
    const { prove } = await tenDays(db)
    const { id, txn, payout } = await transactionOf(db, 'payment')
    await tampered(db, sql`update entry set amount_minor = 2010, fee_minor = 65 where id = ${id}`)
    expect(failing((await prove()).proofs)).toEqual({
      'day_2026-03-10_eur': { ...nothing, difference: 0n, unlike: [txn] },
      [`payout_${payout}`]: { ...nothing, difference: 0n, unlike: [txn] },
    })
  })

  test('a row put right is proven again', async ({ db }) => {
    const { prove } = await tenDays(db)
    const { id } = await transactionOf(db, 'payment')
    await tampered(db, sql`update entry set amount_minor = 2010, fee_minor = 65 where id = ${id}`)
    expect((await prove()).ok).toBe(false)
    await tampered(db, sql`update entry set amount_minor = 2000, fee_minor = 55 where id = ${id}`)
    expect(failing((await prove()).proofs)).toEqual({})
  })

  test('a balance that is more than was booked, and both answers are kept', async ({ db }) => {
    const { account, prove } = await tenDays(db)
    expect((await prove()).ok).toBe(true)
    const share = { amount: -3500, currency: 'eur' }
    const issuing = { available: [{ amount: 9, currency: 'eur' }] }
    const more = { object: 'balance', available: [share], pending: [{ ...share, amount: 5 }] }
    account.faults.set('/v1/balance', () => Response.json({ ...more, issuing }))
    expect(failing((await prove()).proofs)).toEqual({
      ledger_equals_balance_eur: { ...nothing, difference: -5n },
      ledger_equals_balance_eur_issuing: { ...nothing, difference: -9n },
    })
    const kept = await db
      .selectFrom('proof')
      .select(['expected_minor', 'actual_minor', 'ok'])
      .where('id', '=', 'ledger_equals_balance_eur')
      .orderBy('ran_at')
      .execute()
    expect(kept).toEqual([
      { expected_minor: -3500n, actual_minor: -3500n, ok: true },
      { expected_minor: -3495n, actual_minor: -3500n, ok: false },
    ])
  })

  test('a row of another payout is missed by its own', async ({ db }) => {
    const { prove } = await tenDays(db)
    const { id, txn, payout } = await transactionOf(db, 'payment')
    await db
      .updateTable('entry_payout')
      .set({ payout: 'po_other' })
      .where('entry_id', '=', id)
      .execute()
    expect(failing((await prove()).proofs)).toEqual({
      [`payout_${payout}`]: { ...nothing, difference: -1945n, missing: [txn] },
    })
  })

  test('payments, refunds and disputes that the ledger contradicts', async ({ db }) => {
    const { prove, charge, disputed } = await tenDays(db)
    const { id } = await db
      .selectFrom('payment')
      .select('id')
      .where('id', '=', charge)
      .executeTakeFirstOrThrow()
    await db.updateTable('payment').set({ refunded_minor: 3001n }).where('id', '=', id).execute()
    const day = '2026-03-18'
    const more = { amount_minor: 0n, reporting_category: 'dispute' }
    const rows = [
      stripeRow('dispute', day, { ...more, dispute: 'dp_9', charge: disputed }),
      stripeRow('dispute', day, { ...more, dispute: 'dp_9', charge: disputed }),
      stripeRow('dispute_reversal', day, { ...more, dispute: 'dp_9', charge: disputed }),
      stripeRow('payment', day, { ...more, charge: 'ch_ghost' }),
    ]
    await db
      .insertInto('entry')
      .values(rows.map(({ entry }) => entry))
      .execute()
    const { [`day_${day}_eur`]: _, ...objects } = failing((await prove()).proofs)
    expect(objects).toEqual({
      refunds_within_charges: { ...nothing, difference: -1n, unlike: [charge] },
      disputes_within_two_transactions: { ...nothing, difference: -1n, surplus: ['dp_9'] },
      named_objects_are_known: { ...nothing, difference: -1n, surplus: ['ch_ghost'] },
    })
  })
})

describe('what cannot be proven yet is no failure', () => {
  test('a day whose report Stripe has not prepared waits for it', async ({ db }) => {
    const { account, prove } = await tenDays(db)
    const { data } = await account.stripe.reporting.reportTypes.list()
    const prepared = Date.parse('2026-03-19T21:59:59Z') / 1000 // a second before the day ends in Kyiv
    const types = data.map((type) => ({ ...type, data_available_end: prepared }))
    const list = { object: 'list', url: '/v1/reporting/report_types', has_more: false, data: types }
    account.faults.set('/v1/reporting/report_types', () => Response.json(list))
    const { ok, waiting } = await prove()
    expect({ ok, waiting }).toEqual({
      ok: true,
      waiting: [{ id: 'day_2026-03-19', reason: 'report_not_available' }],
    })
  })

  test('a key without reports says so for every day; the rest is proven', async ({ db }) => {
    const { account, prove } = await tenDays(db)
    const error = { type: 'invalid_request_error', message: 'This report needs a live key.' }
    const refused = () => Response.json({ error }, { status: 403 })
    account.faults.set('/v1/reporting/report_types', refused)
    const { ok, proofs, waiting } = await prove()
    expect(ok).toBe(true)
    expect(proofs.filter(({ kind }) => kind === 'day')).toEqual([])
    expect(waiting).toHaveLength(10)
    expect(waiting[0]).toEqual({ id: 'day_2026-03-10', reason: 'report_refused' })
  })

  test('a report that cannot be read proves nothing, neither way', async ({ db }) => {
    const { account, prove } = await tenDays(db)
    const path = '/v1/files/file_1/contents'
    const result = { object: 'file', id: 'file_1', url: `https://files.stripe.com${path}` }
    const run = { object: 'reporting.report_run', id: 'frr_1', status: 'succeeded', result }
    account.faults.set('/v1/reporting/report_runs', () => Response.json(run))
    account.faults.set(path, () => new Response('balance_transaction_id\ntxn_1\n'))
    const { ok, waiting } = await prove()
    expect({ ok, first: waiting[0], days: waiting.length }).toEqual({
      ok: true,
      first: { id: 'day_2026-03-10', reason: 'report_unreadable' },
      days: 10,
    })
  })

  test('a report that is not written in time is asked for again', async ({ db }) => {
    const { deps } = await tenDays(db)
    const { ok, waiting } = await verify(deps)
    expect(ok).toBe(true)
    expect(new Set(waiting.map(({ reason }) => reason))).toEqual(new Set(['report_not_ready']))
  })
})

test.for(['usd', 'jpy', 'kwd', 'isk'])('an account that settles in %s', async (settles, { db }) => {
  const { account, give, read, prove } = await provenHouse(db, settles)
  const charge = await give(500_000)
  await give(2000, 'eur')
  await account.advance(5 * day_s)
  await account.act({ action: 'refund', charge, amount: 100_000 })
  await account.advance(2 * day_s)
  await read()
  const { ok, proofs, waiting } = await prove()
  expect({ failing: failing(proofs), ok, waiting }).toEqual({ failing: {}, ok: true, waiting: [] })
  expect(proofs.filter(({ kind }) => kind === 'payout').length).toBeGreaterThan(0)
})
