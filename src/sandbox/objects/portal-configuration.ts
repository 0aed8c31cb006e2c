import type Stripe from 'stripe'
import type { Metadata, Stored, With } from './stored.ts'

type Features = Record<string, unknown>
/** `features` is kept as it was asked for, over what is off by default. */
export type PortalConfiguration = With<
  Stored<Stripe.BillingPortal.Configuration>,
  { features: Features }
>

export function portalConfigurationObject(facts: {
  id: string
  created: number
  is_default: boolean
  name: string | null
  default_return_url: string | null
  headline: string | null
  features: Features
  metadata: Metadata
}): PortalConfiguration {
  return {
    id: facts.id,
    object: 'billing_portal.configuration',
    active: true,
    application: null,
    business_profile: {
      headline: facts.headline,
      privacy_policy_url: null,
      terms_of_service_url: null,
    },
    created: facts.created,
    default_return_url: facts.default_return_url,
    features: { ...off, ...facts.features },
    is_default: facts.is_default,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: facts.metadata,
    name: facts.name,
    updated: facts.created,
  }
}

const off = {
  customer_update: { allowed_updates: [], enabled: false },
  invoice_history: { enabled: false },
  payment_method_update: { enabled: false },
  subscription_cancel: { enabled: false, mode: 'at_period_end' },
  subscription_pause: { enabled: false },
  subscription_update: { default_allowed_updates: [], enabled: false },
}
