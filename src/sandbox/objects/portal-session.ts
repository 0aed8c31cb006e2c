import type Stripe from 'stripe'
import type { Stored } from './stored.ts'

export type PortalSession = Stored<Stripe.BillingPortal.Session>

export function portalSessionObject(facts: {
  id: string
  created: number
  configuration: string
  customer: string
  return_url: string | null
  url: string
  flow: Stripe.BillingPortal.Session.Flow | null
}): PortalSession {
  return {
    id: facts.id,
    object: 'billing_portal.session',
    configuration: facts.configuration,
    created: facts.created,
    customer: facts.customer,
    customer_account: null,
    flow: facts.flow,
    livemode: false,
    locale: null,
    on_behalf_of: null,
    return_url: facts.return_url,
    url: facts.url,
  }
}
