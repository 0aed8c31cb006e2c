import { expect, test } from 'vitest'
import { parsePayout } from '../../../src/stripe/objects/payout.ts'

const payout = {
  object: 'payout',
  id: 'po_1',
  amount: 12_345,
  currency: 'eur',
  status: 'paid',
  automatic: true,
  arrival_date: Date.parse('2026-03-11T00:00:00Z') / 1000,
  created: Date.parse('2026-03-10T07:00:00Z') / 1000,
  reconciliation_status: 'completed',
  trace_id: { status: 'supported', value: 'TRACE1' },
  failure_code: null,
  balance_transaction: { id: 'txn_1' },
  failure_balance_transaction: null,
}

test('a payout, with the day of its arrival and what the bank calls it', () => {
  expect(parsePayout(payout)).toEqual({
    id: 'po_1',
    amount_minor: 12_345n,
    currency: 'EUR',
    status: 'paid',
    automatic: true,
    arrival: '2026-03-11',
    created: new Date('2026-03-10T07:00:00Z'),
    reconciliation_status: 'completed',
    trace_id: 'TRACE1',
    failure: null,
    balance_transaction: 'txn_1',
    failure_balance_transaction: null,
  })
})

test('what an older version did not say yet is unknown, and none', () => {
  const { reconciliation_status, trace_id, ...older } = payout
  expect(parsePayout(older)).toMatchObject({ reconciliation_status: 'unknown', trace_id: null })
})
