import type Stripe from 'stripe'
import { newsroomName } from '../newsroom.ts'
import type { Customer } from './customer.ts'
import type { InvoiceItem } from './invoice-item.ts'
import type { Price } from './price.ts'
import { type List, type Metadata, type Stored, type With, wholeList } from './stored.ts'
import type { Period, Subscription, SubscriptionItem } from './subscription.ts'

export type LinePricing = {
  type: 'price_details'
  price_details: { price: string; product: string }
  unit_amount_decimal: string
}
type TakenOff = { amount: number; discount: string }
export type InvoiceLine = With<
  Stored<Stripe.InvoiceLineItem>,
  { pricing: LinePricing; discount_amounts: TakenOff[]; discounts: string[] }
>

/** `_intent` collects it once it is final; `_link` is the invoice payment between the two. */
export type Invoice = With<
  Stored<Stripe.Invoice>,
  {
    id: string
    lines: List<InvoiceLine>
    discounts: string[]
    total_discount_amounts: TakenOff[]
    _intent: string | null
    _link: string | null
  }
>

export type BillingReason =
  | 'manual'
  | 'subscription_create'
  | 'subscription_cycle'
  | 'subscription_update'

/**
 * A draft of these lines, less what they say is taken off. `subscription` is whose period it
 * bills, null for a sale.
 */
export function invoiceObject(facts: {
  id: string
  created: number
  subscription: Subscription | null
  customer: Customer
  reason: BillingReason
  lines: InvoiceLine[]
}): Invoice {
  const { subscription, customer, lines } = facts
  const subtotal = lines.reduce((sum, line) => sum + line.amount, 0)
  const taken = takenOff(lines)
  const total = subtotal - taken.reduce((sum, { amount }) => sum + amount, 0)
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
    currency: subscription?.currency ?? lines[0]?.currency ?? '',
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
    discounts: taken.map(({ discount }) => discount),
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
    lines: wholeList(`/v1/invoices/${facts.id}/lines`, lines),
    livemode: false,
    metadata: {},
    next_payment_attempt: null,
    number: null,
    on_behalf_of: null,
    parent: subscription && subscriptionParent(subscription.id, subscription.metadata),
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
    subtotal,
    subtotal_excluding_tax: subtotal,
    test_clock: null,
    total,
    total_discount_amounts: taken,
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

/** What the lines' discounts come to, each summed over the lines. */
function takenOff(lines: InvoiceLine[]): TakenOff[] {
  const sums = new Map<string, number>()
  for (const { amount, discount } of lines.flatMap((line) => line.discount_amounts)) {
    sums.set(discount, (sums.get(discount) ?? 0) + amount)
  }
  return [...sums].map(([discount, amount]) => ({ amount, discount }))
}

/** What one item costs for one period; nothing while it is on trial. */
export function invoiceLineObject(facts: {
  id: string
  invoice: string
  item: SubscriptionItem
  period: Period
  isTrial?: boolean
}): InvoiceLine {
  const { item, isTrial = false } = facts
  const quantity = item.quantity ?? 1
  return lineObject({
    ...{ id: facts.id, invoice: facts.invoice, period: facts.period, price: item.price, quantity },
    amount: isTrial ? 0 : (item.price.unit_amount ?? 0) * quantity,
    description: isTrial ? 'Trial period for membership' : `${quantity} × membership`,
    subscription: item.subscription,
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
  })
}

/** What a pending invoice item comes to, as a line. */
export function itemLineObject(facts: {
  id: string
  invoice: string
  item: InvoiceItem
}): InvoiceLine {
  const { item } = facts
  const { subscription = null, subscription_item } = item.parent?.subscription_details ?? {}
  const proration_details = { credited_items: null }
  const shared = { proration: item.proration, proration_details, subscription }
  return lineObject({
    ...{ id: facts.id, invoice: facts.invoice, subscription, period: item.period },
    ...{ price: item._price, quantity: item.quantity },
    ...{ amount: item.amount, description: item.description, discountable: item.discountable },
    parent:
      subscription_item === undefined
        ? {
            invoice_item_details: { invoice_item: item.id, ...shared },
            subscription_item_details: null,
            type: 'invoice_item_details',
          }
        : {
            invoice_item_details: null,
            subscription_item_details: { invoice_item: item.id, subscription_item, ...shared },
            type: 'subscription_item_details',
          },
  })
}

type LineFacts = Pick<
  InvoiceLine,
  'id' | 'invoice' | 'amount' | 'description' | 'parent' | 'period' | 'subscription'
> & { price: Price; quantity: number; discountable?: boolean }

function lineObject(facts: LineFacts): InvoiceLine {
  const { price, quantity, ...rest } = facts
  return {
    object: 'line_item',
    currency: price.currency,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    livemode: false,
    metadata: {},
    pretax_credit_amounts: [],
    pricing: {
      type: 'price_details',
      price_details: { price: price.id, product: price.product },
      unit_amount_decimal: String(price.unit_amount ?? 0),
    },
    quantity,
    quantity_decimal: String(quantity),
    subtotal: facts.amount,
    taxes: [],
    ...rest,
  }
}

/** The subscription that an invoice bills, or null for one made by hand. */
export function subscriptionOf(invoice: Invoice): string | null {
  const subscription = invoice.parent?.subscription_details?.subscription
  return typeof subscription === 'string' ? subscription : null
}
