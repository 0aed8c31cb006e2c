import type Stripe from 'stripe'
import type { Payer } from './payment-method.ts'
import type { Price } from './price.ts'
import { type Metadata, noAddress, type Stored, type With } from './stored.ts'

export type LineItem = With<Stored<Stripe.LineItem>, { price: Price }>

/** What the session was told to pass on when it is paid. */
export type Order = {
  items: LineItem[]
  metadata: Metadata
  description: string | null
  receipt_email: string | null
  off_session: boolean
}
/** `_intent` is the payment intent of the first attempt; in subscription mode it stays inside. */
export type CheckoutSession = With<
  Stored<Stripe.Checkout.Session>,
  { _order: Order; _intent: string | null }
>

type SessionFacts = {
  id: string
  created: number
  expires_at: number
  url: string
  mode: 'payment' | 'subscription'
  order: Order
  success_url: string
  cancel_url: string | null
  customer: string | null
  customer_email: string | null
  customer_creation: 'always' | 'if_required'
  client_reference_id: string | null
  locale: Stripe.Checkout.Session.Locale | null
  submit_type: Stripe.Checkout.Session.SubmitType | null
  metadata: Metadata
  method_types: string[]
  allowed_method_types: string[] | null
}

/** An open session: no payment intent and no customer of its own until somebody pays. */
export function sessionObject(facts: SessionFacts): CheckoutSession {
  const total = facts.order.items.reduce((sum, item) => sum + item.amount_total, 0)
  const isPayment = facts.mode === 'payment'
  return {
    id: facts.id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: facts.allowed_method_types,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: facts.cancel_url,
    client_reference_id: facts.client_reference_id,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: facts.created,
    currency: facts.order.items[0]?.currency ?? null,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: facts.customer,
    customer_account: null,
    customer_creation: isPayment ? facts.customer_creation : 'always',
    customer_details: null,
    customer_email: facts.customer_email,
    discounts: [],
    expires_at: facts.expires_at,
    integration_identifier: null,
    invoice: null,
    invoice_creation: isPayment ? noInvoice : null,
    livemode: false,
    locale: facts.locale,
    managed_payments: { enabled: false },
    metadata: facts.metadata,
    mode: facts.mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: isPayment ? 'if_required' : 'always',
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: facts.method_types,
    payment_status: 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: facts.submit_type,
    subscription: null,
    success_url: facts.success_url,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: facts.url,
    wallet_options: null,
    _order: facts.order,
    _intent: null,
  }
}

const noInvoice = {
  enabled: false,
  invoice_data: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: null,
    metadata: {},
    rendering_options: null,
  },
}

/** Who paid, as the session tells it. */
export function customerDetails(payer: Payer) {
  return {
    address: { ...noAddress, country: payer.country },
    business_name: null,
    email: payer.email,
    individual_name: null,
    name: payer.name,
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
  }
}

export function lineItemObject(facts: {
  id: string
  price: Price
  quantity: number
  description: string
}): LineItem {
  const amount = (facts.price.unit_amount ?? 0) * facts.quantity
  return {
    id: facts.id,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: facts.price.currency,
    description: facts.description,
    metadata: {},
    price: facts.price,
    quantity: facts.quantity,
  }
}
