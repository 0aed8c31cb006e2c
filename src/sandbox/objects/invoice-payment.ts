import type Stripe from 'stripe'
import type { Invoice } from './invoice.ts'
import type { Stored, With } from './stored.ts'

export type InvoicePayment = With<
  Stored<Stripe.InvoicePayment>,
  { payment: { type: 'payment_intent'; payment_intent: string } }
>

/** The only link from a payment intent to its invoice since basil. */
export function invoicePaymentObject(facts: {
  id: string
  created: number
  invoice: Invoice
  intent: string
}): InvoicePayment {
  return {
    id: facts.id,
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: facts.invoice.amount_due,
    created: facts.created,
    currency: facts.invoice.currency,
    invoice: facts.invoice.id,
    is_default: true,
    livemode: false,
    payment: { type: 'payment_intent', payment_intent: facts.intent },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  }
}
