import type Stripe from 'stripe'
import type { Stored } from './stored.ts'

export type Payout = Stored<Stripe.Payout>

/** Money on its way to the newsroom's bank. An automatic one carries known transactions. */
export function payoutObject(facts: {
  id: string
  created: number
  arrival_date: number
  amount: number
  currency: string
  automatic: boolean
}): Payout {
  return {
    id: facts.id,
    object: 'payout',
    amount: facts.amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: facts.arrival_date,
    automatic: facts.automatic,
    balance_transaction: null,
    created: facts.created,
    currency: facts.currency,
    description: 'STRIPE PAYOUT',
    destination: 'ba_sandbox',
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: facts.automatic ? 'in_progress' : 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: facts.automatic ? 'in_transit' : 'pending',
    trace_id: { status: 'pending', value: null },
    type: 'bank_account',
  }
}
