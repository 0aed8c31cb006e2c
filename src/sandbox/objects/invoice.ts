import type Stripe from 'stripe'
import { newsroomName } from '../newsroom.ts'
import type { Customer } from './customer.ts'
import { type List, type Metadata, type Stored, type With, wholeList } from './stored.ts'
import type { Period, Subscription, SubscriptionItem } from './subscription.ts'

type Pricing = {
  type: 'price_details'
  price_details: { price: string; product: string }
  unit_amount_decimal: string
}
export type InvoiceLine = With<Stored<Stripe.InvoiceLineItem>, { pricing: Pricing }>

/** `_intent` collects it once it is final; `_link` is the invoice payment between the two. */
export type Invoice = With<
  Stored<Stripe.Invoice>,
  { id: string; lines: List<InvoiceLine>; _intent: string | null; _link: string | null }
>

export type BillingReason = 'subscription_create' | 'subscription_cycle' | 'subscription_update'

/** A draft for one period of a subscription; `period` is what its lines pay for. */
export function invoiceObject(facts: {
  id: string
  created: number
  subscription: Subscription
  customer: Customer
  reason: BillingReason
  lines: InvoiceLine[]
}): Invoice {
  const { subscription, customer } = facts
  const total = facts.lines.reduce((sum, line) => sum + line.amount, 0)
  return {
    id: facts.id,
    object: 'invoice',
    account_country: 'IE',
    account_name: newsroomName,
    account_tax_ids: null,
    amount_due: Math.max(total, 0),
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: Math.max(total, 0),
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    automatic_tax: {
      disabled_reason: null,
      enabled: false,
      liability: null,
      provider: null,
      status: null,
    },
    automatically_finalizes_at: null,
    billing_reason: facts.reason,
    collection_method: 'charge_automatically',
    created: facts.created,
    currency: subscription.currency,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: null,
    customer_shipping: null,
    customer_tax_exempt: 'none',
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: wholeList(`/v1/invoices/${facts.id}/lines`, facts.lines),
    livemode: false,
    metadata: {},
    next_payment_attempt: null,
    number: null,
    on_behalf_of: null,
    parent: subscriptionParent(subscription.id, subscription.metadata),
    payment_settings: {
      default_mandate: null,
      payment_method_options: null,
      payment_method_types: null,
    },
    period_end: facts.created,
    period_start: facts.created,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: 'draft',
    status_transitions: {
      finalized_at: null,
      marked_uncollectible_at: null,
      paid_at: null,
      voided_at: null,
    },
    subtotal: total,
    subtotal_excluding_tax: total,
    test_clock: null,
    total,
    total_discount_amounts: [],
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: facts.created,
    _intent: null,
    _link: null,
  }
}

function subscriptionParent(subscription: string, metadata: Metadata) {
  return {
    quote_details: null,
    subscription_details: { metadata, subscription },
    type: 'subscription_details',
  }
}

/** What one item costs for one period. */
export function invoiceLineObject(facts: {
  id: string
  invoice: string
  item: SubscriptionItem
  period: Period
}): InvoiceLine {
  const { item } = facts
  const amount = (item.price.unit_amount ?? 0) * (item.quantity ?? 1)
  return {
    id: facts.id,
    object: 'line_item',
    amount,
    currency: item.price.currency,
    description: `${item.quantity ?? 1} × membership`,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: facts.invoice,
    livemode: false,
    metadata: {},
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: item.subscription,
        subscription_item: item.id,
      },
      type: 'subscription_item_details',
    },
    period: facts.period,
    pretax_credit_amounts: [],
    pricing: {
      type: 'price_details',
      price_details: { price: item.price.id, product: item.price.product },
      unit_amount_decimal: String(item.price.unit_amount ?? 0),
    },
    quantity: item.quantity ?? 1,
    quantity_decimal: String(item.quantity ?? 1),
    subscription: item.subscription,
    subtotal: amount,
    taxes: [],
  }
}

/** The subscription that an invoice bills, or null for one made by hand. */
export function subscriptionOf(invoice: Invoice): string | null {
  const subscription = invoice.parent?.subscription_details?.subscription
  return typeof subscription === 'string' ? subscription : null
}
