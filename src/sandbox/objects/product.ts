import type Stripe from 'stripe'
import type { Metadata, Stored } from './stored.ts'

export type Product = Stored<Stripe.Product>

type ProductFacts = {
  id: string
  created: number
  name: string
  active?: boolean
  description?: string | null
  metadata?: Metadata
}

export function productObject(facts: ProductFacts): Product {
  return {
    id: facts.id,
    object: 'product',
    active: facts.active ?? true,
    created: facts.created,
    default_price: null,
    description: facts.description ?? null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: facts.metadata ?? {},
    name: facts.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: facts.created,
    url: null,
  }
}
