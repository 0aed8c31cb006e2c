import type Stripe from 'stripe'
import type { BalanceTransaction } from './balance-transaction.ts'
import type { Charge } from './charge.ts'
import type { Stored, With } from './stored.ts'

export type Dispute = With<
  Stored<Stripe.Dispute>,
  { charge: string; balance_transactions: Omit<BalanceTransaction, '_payout'>[] }
>

const WEEK_S = 7 * 86_400

/** A reader's bank asks for the money back, or only asks (`inquiry`); a debit's return is no question. */
export function disputeObject(facts: {
  id: string
  created: number
  charge: Charge
  amount: number
  reason: string
  kind: 'chargeback' | 'inquiry' | 'prevented' | 'returned_debit'
}): Dispute {
  const { charge, kind } = facts
  const { card } = charge.payment_method_details ?? {}
  return {
    id: facts.id,
    object: 'dispute',
    amount: facts.amount,
    balance_transactions: [],
    charge: charge.id,
    created: facts.created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: { ...noEvidence, enhanced_evidence: {} },
    evidence_details: {
      due_by: facts.created + WEEK_S,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: kind === 'inquiry',
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    ...(card && {
      payment_method_details: {
        card: {
          brand: card.brand ?? 'visa',
          case_type: kind === 'inquiry' ? 'inquiry' : 'chargeback',
          network_reason_code: '10.4',
          network: card.network ?? 'visa',
        },
        type: 'card',
      },
    }),
    reason: facts.reason,
    status: statuses[kind],
  }
}

const statuses = {
  chargeback: 'needs_response',
  inquiry: 'warning_needs_response',
  prevented: 'prevented',
  returned_debit: 'lost',
} as const

const noEvidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
}
