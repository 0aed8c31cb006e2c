import type Stripe from 'stripe'
import type { Metadata, Stored } from './stored.ts'

export type PaymentIntent = Stored<Stripe.PaymentIntent>

/** An order to take `amount` by `method`, before anybody asked the bank. */
export function paymentIntentObject(facts: {
  id: string
  created: number
  amount: number
  currency: string
  customer: string | null
  metadata: Metadata
  description: string | null
  receipt_email: string | null
  method_types: string[]
  off_session: boolean
}): PaymentIntent {
  return {
    id: facts.id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: facts.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${facts.id}_secret_sandbox`,
    confirmation_method: 'automatic',
    created: facts.created,
    currency: facts.currency,
    customer: facts.customer,
    customer_account: null,
    description: facts.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: facts.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: facts.method_types,
    payment_record: null,
    processing: null,
    receipt_email: facts.receipt_email,
    review: null,
    setup_future_usage: facts.off_session ? 'off_session' : null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  }
}
