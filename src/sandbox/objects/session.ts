import type Stripe from 'stripe'
import type { Coupon } from './coupon.ts'
import type { Payer } from './payment-method.ts'
import type { Price } from './price.ts'
import { type Metadata, noAddress, type Stored, type With } from './stored.ts'

export type LineItem = With<Stored<Stripe.LineItem>, { price: Price }>

export type CustomField = Stripe.Checkout.Session.CustomField
/** A trial starts when the session is paid: it ends then, or after so many days. */
export type Trial = { end: number } | { days: number }
export type WithoutMethod = 'cancel' | 'create_invoice' | 'pause'

/** What the session was told to pass on when it is paid. */
export type Order = {
  items: LineItem[]
  metadata: Metadata
  description: string | null
  receipt_email: string | null
  off_session: boolean
  trial?: Trial | null
  /** What is done when a trial ends and there is nothing to charge. */
  without_method?: WithoutMethod
}
/**
 * `_intent` is the payment intent of the first attempt; in subscription mode it stays inside, as
 * does `_setup`, the setup intent of one that costs nothing yet. `_discount` is how long what is
 * taken off lasts.
 */
export type CheckoutSession = With<
  Stored<Stripe.Checkout.Session>,
  {
    mode: 'payment' | 'subscription' | 'setup'
    discounts: { coupon: string | null; promotion_code: string | null }[]
    _order: Order
    _intent: string | null
    _setup?: string
    _discount?: Pick<Coupon, 'duration' | 'duration_in_months'>
  }
>

/** What the newsroom asks for is told back as it was asked. */
type Asked =
  | 'adaptive_pricing'
  | 'after_expiration'
  | 'allow_promotion_codes'
  | 'allowed_payment_method_types'
  | 'billing_address_collection'
  | 'cancel_url'
  | 'client_reference_id'
  | 'consent_collection'
  | 'currency'
  | 'custom_fields'
  | 'custom_text'
  | 'customer'
  | 'customer_creation'
  | 'customer_email'
  | 'expires_at'
  | 'invoice_creation'
  | 'locale'
  | 'metadata'
  | 'mode'
  | 'payment_method_collection'
  | 'payment_method_types'
  | 'phone_number_collection'
  | 'setup_intent'
  | 'submit_type'
  | 'success_url'
  | 'url'
type SessionFacts = Pick<CheckoutSession, 'id' | 'created' | Asked> & { order: Order }

/** An open session: no payment intent and no customer of its own until somebody pays. */
export function sessionObject({ order, ...asked }: SessionFacts): CheckoutSession {
  return {
    object: 'checkout.session',
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    client_secret: null,
    collected_information: null,
    consent: null,
    currency_conversion: null,
    customer_account: null,
    customer_details: null,
    discounts: [],
    integration_identifier: null,
    invoice: null,
    livemode: false,
    managed_payments: { enabled: false },
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_status: asked.mode === 'setup' ? 'no_payment_required' : 'unpaid',
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    subscription: null,
    ui_mode: 'hosted_page',
    wallet_options: null,
    ...(asked.mode === 'setup' ? nothingToPay : totalsOf(order.items)),
    ...asked,
    _order: order,
    _intent: null,
  }
}

const nothingToPay = { amount_subtotal: null, amount_total: null, total_details: null }

/** What the lines come to. */
export function totalsOf(items: readonly LineItem[]) {
  const sum = (of: 'amount_subtotal' | 'amount_total' | 'amount_discount') =>
    items.reduce((total, item) => total + item[of], 0)
  return {
    amount_subtotal: sum('amount_subtotal'),
    amount_total: sum('amount_total'),
    total_details: {
      amount_discount: sum('amount_discount'),
      amount_shipping: 0,
      amount_tax: 0,
    },
  }
}

/** Whether a payment gets an invoice as its receipt, and what stands on it. */
export function invoiceCreation(
  enabled: boolean,
  on: Partial<Pick<InvoiceData, 'custom_fields' | 'description' | 'footer' | 'metadata'>> = {},
) {
  return {
    enabled,
    invoice_data: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: null,
      metadata: {},
      rendering_options: null,
      ...on,
    },
  }
}
type InvoiceData = Stripe.Checkout.Session.InvoiceCreation['invoice_data']

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
  /** Nothing is paid for it now: a trial. */
  isFree: boolean
}): LineItem {
  const amount = facts.isFree ? 0 : (facts.price.unit_amount ?? 0) * facts.quantity
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
