import type Stripe from 'stripe'
import type { LinePricing } from './invoice.ts'
import type { Price } from './price.ts'
import type { Metadata, Stored, With } from './stored.ts'
import type { Period } from './subscription.ts'

export type InvoiceItem = With<
  Stored<Stripe.InvoiceItem>,
  {
    customer: string
    invoice: string | null
    pricing: LinePricing
    quantity: number
    _price: Price
  }
>

/**
 * Something that the next invoice bills besides the period: part of a period that changed
 * (`proration`), or what was added by hand. `amount` in minor units, negative for a credit.
 */
export function invoiceItemObject(facts: {
  id: string
  created: number
  customer: string
  subscription: { id: string; item?: string } | null
  price: Price
  quantity: number
  amount: number
  period: Period
  description: string | null
  proration: boolean
  metadata?: Metadata
}): InvoiceItem {
  const { price, subscription } = facts
  return {
    id: facts.id,
    object: 'invoiceitem',
    amount: facts.amount,
    currency: price.currency,
    customer: facts.customer,
    customer_account: null,
    date: facts.created,
    description: facts.description,
    discountable: !facts.proration,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: facts.metadata ?? {},
    net_amount: facts.amount,
    parent: subscription && {
      subscription_details: {
        subscription: subscription.id,
        ...(subscription.item !== undefined && { subscription_item: subscription.item }),
      },
      type: 'subscription_details',
    },
    period: facts.period,
    pricing: {
      type: 'price_details',
      price_details: { price: price.id, product: price.product },
      unit_amount_decimal: String(price.unit_amount ?? 0),
    },
    proration: facts.proration,
    ...(facts.proration && { proration_details: { credited_items: null, discount_amounts: [] } }),
    quantity: facts.quantity,
    quantity_decimal: String(facts.quantity),
    tax_rates: [],
    test_clock: null,
    _price: price,
  }
}
