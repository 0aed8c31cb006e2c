import { inside, itemsOf, type Links, type Plain, priceOf } from './older-links.ts'

/** How one kind of object stood before a version, by `object`. */
export type Rewrites = Readonly<Record<string, (object: Plain, links: Links) => Plain>>

/**
 * Before basil (2025-03-31) an invoice named its subscription, payment and tax, a subscription its
 * period, and a payment its invoice.
 */
export const basil: Rewrites = {
  subscription: (subscription, { discount }) => {
    const [item] = itemsOf(subscription, 'items')
    const { current_period_start, current_period_end, plan, quantity } = item ?? {}
    const items = itemsOf(subscription, 'items').map(
      ({ current_period_start: _, current_period_end: __, ...rest }) => rest,
    )
    return {
      ...subscription,
      ...{ current_period_start, current_period_end, plan, quantity, discount },
      items: { ...inside(subscription, 'items'), data: items },
    }
  },
  invoice: (invoice, links) => {
    const { parent: _, payments: __, total_taxes, amount_overpaid: ___, ...rest } = invoice
    const isPaid = invoice.status === 'paid'
    return {
      ...rest,
      ...subscriptionIn(invoice),
      paid: isPaid,
      paid_out_of_band: false,
      payment_intent: links.payment_intent,
      charge: invoice.attempted === true ? (links.charge?.id ?? null) : null,
      discount: links.discount,
      tax: null,
      total_tax_amounts: total_taxes,
      lines: { ...inside(invoice, 'lines'), data: linesIn(invoice, links) },
    }
  },
  charge: (charge, { invoice }) => ({ ...charge, invoice }),
  payment_intent: (intent, { invoice }) => ({ ...intent, invoice }),
  'checkout.session': ({ presentment_details: _, ...session }) => {
    return { ...session, currency_conversion: null }
  },
}

/** Before 2024-04-10 a payment was captured in the same breath, and its transaction known. */
export const synchronous: Rewrites = {
  payment_intent: (intent) => ({ ...intent, capture_method: 'automatic' }),
  charge: (charge, { balance_transaction }) => {
    return charge.status === 'succeeded' ? { ...charge, balance_transaction } : charge
  },
}

/** Before 2022-11-15 an intent listed its charges, and a charge its refunds. */
export const listed: Rewrites = {
  payment_intent: (intent, { charge }) => {
    const url = `/v1/charges?payment_intent=${intent.id}`
    return { ...intent, charges: listOf(url, charge === null ? [] : [charge]) }
  },
  charge: (charge, { refunds }) => {
    return { ...charge, refunds: listOf(`/v1/charges/${charge.id}/refunds`, refunds) }
  },
}

function subscriptionIn(invoice: Plain): Plain {
  const { subscription = null, metadata = null } = inside(
    inside(invoice, 'parent'),
    'subscription_details',
  )
  return { subscription, subscription_details: { metadata } }
}

function linesIn(invoice: Plain, { prices }: Links): Plain[] {
  return itemsOf(invoice, 'lines').map(({ parent: _, pricing: __, taxes, ...line }, index) => {
    const now = itemsOf(invoice, 'lines')[index] ?? {}
    const details = inside(inside(now, 'parent'), 'subscription_item_details')
    const item = inside(inside(now, 'parent'), 'invoice_item_details')
    const { proration = item.proration ?? false, subscription_item = null } = details
    const price = prices.get(priceOf(now) ?? '') ?? null
    const type = details.subscription === undefined ? 'invoiceitem' : 'subscription'
    return { ...line, type, proration, subscription_item, price, plan: null, tax_amounts: taxes }
  })
}

function listOf(url: string, data: readonly Plain[]): Plain {
  return { object: 'list', data, has_more: false, total_count: data.length, url }
}
