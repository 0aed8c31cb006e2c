import type Stripe from 'stripe'
import type { Metadata, Stored } from './stored.ts'

export type SetupIntent = Stored<Stripe.SetupIntent>

/** An order to keep a way of paying for later, before anybody has given one. */
export function setupIntentObject(facts: {
  id: string
  created: number
  customer: string | null
  description: string | null
  metadata: Metadata
  method_types: string[]
  usage: 'off_session' | 'on_session'
}): SetupIntent {
  return {
    id: facts.id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${facts.id}_secret_sandbox`,
    created: facts.created,
    customer: facts.customer,
    customer_account: null,
    description: facts.description,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    managed_payments: null,
    mandate: null,
    metadata: facts.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: facts.method_types,
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: facts.usage,
  }
}
