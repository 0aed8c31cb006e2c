import type Stripe from 'stripe'
import type { Charge } from './charge.ts'
import type { Metadata, Stored } from './stored.ts'

export type Refund = Stored<Stripe.Refund>

export function refundObject(facts: {
  id: string
  created: number
  charge: Charge
  amount: number
  reason: Stripe.Refund.Reason | null
  metadata: Metadata
}): Refund {
  const { charge } = facts
  const isCard = charge.payment_method_details?.type === 'card'
  return {
    id: facts.id,
    object: 'refund',
    amount: facts.amount,
    balance_transaction: null,
    charge: charge.id,
    created: facts.created,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: isCard ? { card: cardRefund, type: 'card' } : { type: 'sepa_debit' },
    metadata: facts.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: facts.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  }
}

const cardRefund = {
  reference_status: 'pending',
  reference_type: 'acquirer_reference_number',
  type: 'refund',
} as const
