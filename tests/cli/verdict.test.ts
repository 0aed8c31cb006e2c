import { expect, test } from 'vitest'
import { inWords } from '../../src/cli/commands/verdict.ts'
import { type KeptProof, noDiffering } from '../../src/ledger/proofs.ts'

function proof(id: string, more: Partial<KeptProof> = {}): KeptProof {
  return {
    ...{ id, kind: 'balance', ok: true, currency: 'EUR', expected: 6547n, actual: 6547n },
    ...{ difference: 0n, transactions: 33, fingerprint: null, differing: noDiffering },
    ...{ ran_at: new Date(0), ...more },
  }
}

test('failures in full and aligned, with their ids; a line for what holds and for what waits', () => {
  const proofs = [
    proof('day_2026-12-01_jpy', {
      ...{ kind: 'day', ok: false, currency: 'JPY', expected: 0n, actual: -777n },
      ...{ difference: -777n, transactions: 1 },
      differing: { ...noDiffering, surplus: { total: 52, ids: ['txn_1', 'txn_2'] } },
    }),
    proof('ledger_equals_balance_eur'),
    proof('payout_po_1', { kind: 'payout' }),
    proof('payout_po_2', { kind: 'payout' }),
  ]
  const waiting = [
    { id: 'day_2026-12-02', reason: 'report_not_available' },
    { id: 'day_2026-12-03', reason: 'report_not_available' },
  ] as const
  expect(inWords({ ok: false, proofs, waiting }).split('\n')).toEqual([
    'FAIL  day_2026-12-01_jpy         JPY  expected 0      actual -777   difference -777  1 rows',
    '      52 Stripe has not: txn_1, txn_2 and 50 more',
    'ok    ledger_equals_balance_eur  EUR  expected 65.47  actual 65.47  difference 0.00  33 rows',
    'ok    2 payouts are what they took, to the cent',
    'wait  2 report not available',
  ])
})

test('of an account where nothing has happened there is nothing to prove', () => {
  const words = 'Stripe holds nothing yet, and nothing is booked.'
  expect(inWords({ ok: true, proofs: [], waiting: [] })).toBe(words)
})
