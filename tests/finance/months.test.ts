import { expect } from 'vitest'
import { keepProofs, noDiffering, type Proof } from '../../src/ledger/proofs.ts'
import { keepOut } from '../../src/ledger/quarantine.ts'
import type { ProofKind } from '../../src/platform/database/ledger-tables.ts'
import { testWithDatabase as test } from '../database.ts'
import { book, closeMonth, expectIncome, gift, stripeRow } from '../ledger/builders.ts'
import { answer, financeApp } from './api.ts'

const now = new Date('2026-06-15T10:00:00Z')

function failed(id: string, kind: ProofKind): Proof {
  return {
    ...{ id, kind, ok: false, currency: 'EUR', expected: 1n, actual: 0n, difference: -1n },
    ...{ transactions: 0, fingerprint: null, differing: noDiffering },
  }
}

test('each month of the books says what stands before its close', async ({ books }) => {
  await expectIncome(books.trx, ['events'], '2026-05')
  await book(books.trx, [
    gift('2026-02-02', 100n),
    gift('2026-04-02', 100n),
    stripeRow('unclassified', '2026-05-02'),
  ])
  await closeMonth(books.trx, '2026-02')
  const { body } = await answer(financeApp(books.trx), '/api/periods')
  const months = body.data.map((row: { month: string; state: string; obstacles: string[] }) => [
    row.month,
    row.state,
    row.obstacles,
  ])
  expect(months).toEqual([
    ['2026-02', 'closed', []],
    ['2026-03', 'open', []],
    ['2026-04', 'open', []],
    ['2026-05', 'open', ['earlier_month_open', 'unclassified', 'income_missing/events']],
    ['2026-06', 'open', ['not_ended', 'earlier_month_open', 'income_missing/events']],
  ])
})

test('what blocks a month is counted, with the way to it', async ({ books }) => {
  const app = financeApp(books.trx)
  const unlabelled = { label: { class: null } }
  await book(books.trx, [
    gift('2026-04-02', 100n),
    gift('2026-04-03', 100n, unlabelled),
    stripeRow('unclassified', '2026-04-30', unlabelled),
    stripeRow('payout', '2026-04-30', unlabelled), // a payout is nobody's
    gift('2026-05-02', 100n),
  ])
  await keepOut(books.trx, [
    { balance_transaction: 'txn_odd', day: '2026-05-03', reason: 'net', found_at: now },
    { balance_transaction: 'txn_booked_since', day: '2026-05-03', reason: 'net', found_at: now },
  ])
  const booked = { id: 'ent_txn_booked_since', balance_transaction: 'txn_booked_since' }
  const { entry, label } = gift('2026-05-03', 100n, booked)
  await book(books.trx, [{ entry, label: { ...label, entry_id: booked.id } }])
  await keepProofs(books.trx, { run_id: 'run_1', ran_at: now }, [
    failed('day_2026-05-03_eur', 'day'),
    failed('day_2026-06-01_eur', 'day'),
  ])
  const { body } = await answer(app, '/api/periods')
  const url = '/api/ledger/entries?from=2026-04-01&to=2026-05-01&unclassified=true'
  expect(body.data).toMatchObject([
    { month: '2026-04', obstacles: ['unclassified'], behind: { unclassified: { count: 2, url } } },
    {
      month: '2026-05',
      obstacles: ['earlier_month_open', 'quarantined', 'proof_failed'],
      behind: {
        quarantined: { count: 1, url: '/desk/operations#quarantine' },
        proof_failed: { count: 1, url: '/desk/operations#proofs' },
      },
    },
    { month: '2026-06', obstacles: ['not_ended', 'earlier_month_open', 'proof_failed'] },
  ])
  const rows = await answer(app, url)
  expect(rows.body.data.map(({ day }: { day: string }) => day)).toEqual([
    '2026-04-03',
    '2026-04-30',
  ])
})

test('a transaction without a day, and a failing balance, are about every month', async ({
  books,
}) => {
  await book(books.trx, [gift('2026-05-02', 100n)])
  await keepOut(books.trx, [
    { balance_transaction: 'txn_odd', day: null, reason: 'created', found_at: now },
  ])
  await keepProofs(books.trx, { run_id: 'run_1', ran_at: now }, [failed('balance', 'balance')])
  const { body } = await answer(financeApp(books.trx), '/api/periods')
  expect(body.data.map(({ obstacles }: { obstacles: string[] }) => obstacles)).toEqual([
    ['quarantined', 'proof_failed'],
    ['not_ended', 'earlier_month_open', 'quarantined', 'proof_failed'],
  ])
})

test('an empty ledger has no months', async ({ books }) => {
  expect((await answer(financeApp(books.trx), '/api/periods')).body).toEqual({ data: [] })
})
