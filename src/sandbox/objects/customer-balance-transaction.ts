import type Stripe from 'stripe'
import type { Metadata, Stored, With } from './stored.ts'

export type CustomerBalanceTransaction = With<
  Stored<Stripe.CustomerBalanceTransaction>,
  { customer: string }
>

/** A step of what a customer has with the newsroom; a negative `amount` is in their favour. */
export function customerBalanceTransactionObject(facts: {
  id: string
  created: number
  customer: string
  currency: string
  amount: number
  ending_balance: number
  type: Stripe.CustomerBalanceTransaction.Type
  invoice: string | null
  description?: string | null
  metadata?: Metadata
}): CustomerBalanceTransaction {
  return {
    id: facts.id,
    object: 'customer_balance_transaction',
    amount: facts.amount,
    checkout_session: null,
    created: facts.created,
    credit_note: null,
    currency: facts.currency,
    customer: facts.customer,
    customer_account: null,
    description: facts.description ?? null,
    ending_balance: facts.ending_balance,
    invoice: facts.invoice,
    livemode: false,
    metadata: facts.metadata ?? {},
    type: facts.type,
  }
}
