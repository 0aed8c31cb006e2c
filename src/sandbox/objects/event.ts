import type Stripe from 'stripe'

export const API_VERSION = '2026-10-28.endive'

export type EventType = Stripe.Event.Type

/** A snapshot event: what an object was when something happened to it. */
export type Event = {
  id: string
  object: 'event'
  api_version: string
  created: number
  data: { object: object; previous_attributes?: object }
  livemode: boolean
  pending_webhooks: number
  request: { id: string | null; idempotency_key: string | null }
  type: EventType
}
