import type Stripe from 'stripe'
import type { Stored, With } from './stored.ts'

/** `_payout` names the payout that carried it to the bank; Stripe shows that only as a filter. */
export type BalanceTransaction = With<
  Stored<Stripe.BalanceTransaction>,
  { source: string | null; _payout: string | null }
>

/** A movement in the settlement currency, minor units: `net = amount - fee`, always. */
export function balanceTransactionObject(facts: {
  id: string
  created: number
  available_on: number
  status: 'available' | 'pending'
  type: Stripe.BalanceTransaction.Type
  reporting_category: string
  source: string | null
  description: string | null
  currency: string
  amount: number
  exchange_rate: number | null
  fee_details: { amount: number; description: string }[]
  balance_type: Stripe.BalanceTransaction.BalanceType
}): BalanceTransaction {
  const { currency } = facts
  const fee = facts.fee_details.reduce((sum, { amount }) => sum + amount, 0)
  return {
    id: facts.id,
    object: 'balance_transaction',
    amount: facts.amount,
    available_on: facts.available_on,
    balance_type: facts.balance_type,
    created: facts.created,
    currency,
    description: facts.description,
    exchange_rate: facts.exchange_rate,
    fee,
    fee_details: facts.fee_details.map(({ amount, description }) => ({
      amount,
      application: null,
      currency,
      description,
      type: 'stripe_fee',
    })),
    net: facts.amount - fee,
    reporting_category: facts.reporting_category,
    source: facts.source,
    status: facts.status,
    type: facts.type,
    _payout: null,
  }
}
