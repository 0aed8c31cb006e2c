import type Stripe from 'stripe'
import { type Metadata, noAddress, type Stored, type With } from './stored.ts'

/** `_items` are the invoice items that the next invoice of any subscription takes along. */
export type Customer = With<Stored<Stripe.Customer>, { _items?: string[] }>

type CustomerFacts = {
  id: string
  created: number
  email: string | null
  name: string | null
  country?: string | null
  description?: string | null
  metadata?: Metadata
}

export function customerObject(facts: CustomerFacts): Customer {
  return {
    id: facts.id,
    object: 'customer',
    address: facts.country ? { ...noAddress, country: facts.country } : null,
    balance: 0,
    created: facts.created,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: facts.description ?? null,
    discount: null,
    email: facts.email,
    invoice_prefix: facts.id.slice(-8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: facts.metadata ?? {},
    name: facts.name,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  }
}

/** What is left of a customer: who asks for it by id learns that it is gone. */
export type DeletedCustomer = { id: string; object: 'customer'; deleted: true }
