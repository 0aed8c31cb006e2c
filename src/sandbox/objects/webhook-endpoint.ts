import type Stripe from 'stripe'
import type { Metadata, Stored, With } from './stored.ts'

/**
 * `_secret` is shown once, when the endpoint is made or the secret is rolled; until `_rolled.until`
 * (seconds, machine time) the one before signs, too.
 */
export type WebhookEndpoint = With<
  Stored<Stripe.WebhookEndpoint>,
  {
    _secret: string
    _rolled?: { secret: string; until: number }
    /** Set where it was made as an event destination. */
    _destination?: { name: string; payload: 'snapshot' | 'thin' }
  }
>

export function webhookEndpointObject(facts: {
  id: string
  created: number
  url: string
  enabled_events: string[]
  api_version: string | null
  description: string | null
  metadata: Metadata
  secret: string
}): WebhookEndpoint {
  return {
    id: facts.id,
    object: 'webhook_endpoint',
    api_version: facts.api_version,
    application: null,
    created: facts.created,
    description: facts.description,
    enabled_events: facts.enabled_events,
    livemode: false,
    metadata: facts.metadata,
    status: 'enabled',
    url: facts.url,
    _secret: facts.secret,
  }
}

export function listensTo(endpoint: WebhookEndpoint, type: string): boolean {
  if (endpoint.status !== 'enabled') return false
  return endpoint.enabled_events.some((wanted) => wanted === '*' || wanted === type)
}
