import type Stripe from 'stripe'
import type { Charge } from './charge.ts'
import type { Metadata, Stored, With } from './stored.ts'

/** How a refund goes on: some banks take their time, send it back, or want to hear from the payer. */
export type Course = 'succeeds' | 'pends' | 'fails' | 'requires_action'
export type Refund = With<Stored<Stripe.Refund>, { _course?: Course }>

const MONTH_S = 30 * 86_400

type Facts = {
  id: string
  created: number
  charge: Charge
  amount: number
  reason: Stripe.Refund.Reason | null
  metadata: Metadata
  course: Course
}

export function refundObject(facts: Facts): Refund {
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
    transfer_reversal: null,
    ...standing(facts),
    _course: facts.course,
  }
}

function standing({ course, created, charge }: Pick<Facts, 'course' | 'created' | 'charge'>) {
  switch (course) {
    case 'succeeds':
    case 'fails': // as it seems at first
      return { status: 'succeeded' }
    case 'pends':
      return { status: 'pending', pending_reason: 'processing' } as const
    case 'requires_action': {
      const email = charge.receipt_email ?? charge.billing_details.email ?? ''
      const email_sent = { email_sent_at: created, email_sent_to: email }
      const display_details = { email_sent, expires_at: created + MONTH_S }
      return {
        status: 'requires_action',
        next_action: { type: 'display_details', display_details },
      }
    }
  }
}

const cardRefund = {
  reference_status: 'pending',
  reference_type: 'acquirer_reference_number',
  type: 'refund',
} as const
