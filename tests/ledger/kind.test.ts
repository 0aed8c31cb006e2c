import type Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { kindOf } from '../../src/ledger/entry.ts'
import type { EntryKind } from '../../src/platform/database/ledger-tables.ts'

/** The types that the SDK names, without its open end. */
type Named<T> = T extends string ? (string & Record<never, never> extends T ? never : T) : never
type TransactionType = Named<Stripe.BalanceTransaction.Type>

/** By hand, from domain/stripe.md 4.5. The compiler finds a type that the SDK names and this does not. */
const byType: Readonly<Record<TransactionType, EntryKind>> = {
  charge: 'payment',
  payment: 'payment',
  payment_failure_refund: 'payment_failure',
  payment_reversal: 'payment_failure',
  refund: 'refund',
  payment_refund: 'refund',
  refund_failure: 'refund_failure',
  stripe_fee: 'fee',
  stripe_fx_fee: 'fee',
  tax_fee: 'fee',
  payout: 'payout',
  payout_cancel: 'payout_reversal',
  payout_failure: 'payout_reversal',
  adjustment: 'adjustment',
  advance: 'adjustment',
  advance_funding: 'adjustment',
  anticipation_repayment: 'adjustment',
  application_fee: 'adjustment',
  application_fee_refund: 'adjustment',
  climate_order_purchase: 'adjustment',
  climate_order_refund: 'adjustment',
  connect_collection_transfer: 'adjustment',
  contribution: 'adjustment',
  fee_credit_funding: 'adjustment',
  inbound_transfer: 'adjustment',
  inbound_transfer_reversal: 'adjustment',
  issuing_authorization_hold: 'adjustment',
  issuing_authorization_release: 'adjustment',
  issuing_dispute: 'adjustment',
  issuing_dispute_provisional_credit: 'adjustment',
  issuing_dispute_provisional_credit_reversal: 'adjustment',
  issuing_transaction: 'adjustment',
  obligation_outbound: 'adjustment',
  obligation_reversal_inbound: 'adjustment',
  payment_network_reserve_hold: 'adjustment',
  payment_network_reserve_release: 'adjustment',
  payment_unreconciled: 'adjustment',
  payout_minimum_balance_hold: 'adjustment',
  payout_minimum_balance_release: 'adjustment',
  reserve_hold: 'adjustment',
  reserve_release: 'adjustment',
  reserve_transaction: 'adjustment',
  reserved_funds: 'adjustment',
  stripe_balance_payment_debit: 'adjustment',
  stripe_balance_payment_debit_reversal: 'adjustment',
  tax_fund: 'adjustment',
  topup: 'adjustment',
  topup_reversal: 'adjustment',
  transfer: 'adjustment',
  transfer_cancel: 'adjustment',
  transfer_failure: 'adjustment',
  transfer_refund: 'adjustment',
}

describe('what a balance transaction is, by its type', () => {
  test('the pinned SDK names 52', () => expect(Object.keys(byType)).toHaveLength(52))
  test.each(Object.entries(byType))('%s: %s', (type, kind) => {
    expect(kindOf(type, 'whatever')).toBe(kind)
  })
  test('a type of tomorrow is unclassified, whatever its category', () => {
    expect(kindOf('moon_tax', 'charge')).toBe('unclassified')
  })
  test('a type that is called like a property of every object is one of tomorrow', () => {
    expect(kindOf('constructor', 'charge')).toBe('unclassified')
    expect(kindOf('adjustment', 'toString')).toBe('adjustment')
  })
})

describe('what an adjustment is, by its reporting category', () => {
  test.each<[string, EntryKind]>([
    ['dispute', 'dispute'],
    ['dispute_reversal', 'dispute_reversal'],
    ['charge_failure', 'payment_failure'],
    ['refund', 'refund'],
    ['refund_failure', 'refund_failure'],
    ['fee', 'fee'],
    ['network_cost', 'fee'],
    ['other_adjustment', 'adjustment'],
    ['risk_reserved_funds', 'adjustment'],
    ['moon_adjustment', 'adjustment'],
  ])('%s: %s', (category, kind) => expect(kindOf('adjustment', category)).toBe(kind))
})
