import * as z from 'zod'
import { thinShape } from '../deliveries/thin-shape.ts'
import { scrambled } from '../ids.ts'
import { API_VERSION } from '../objects/event.ts'
import { type WebhookEndpoint, webhookEndpointObject } from '../objects/webhook-endpoint.ts'
import { resourceMissing, unsupportedValue } from '../wire/error.ts'
import type { Operations } from './operation.ts'

const order = z.looseObject({
  name: z.string(),
  description: z.string().default(''),
  type: z.string(),
  event_payload: z.enum(['snapshot', 'thin']),
  enabled_events: z.array(z.string()),
  include: z.array(z.string()).default([]),
  webhook_endpoint: z.looseObject({ url: z.string() }).optional(),
})

const INCLUDES = { url: 'webhook_endpoint.url', secret: 'webhook_endpoint.signing_secret' }

/**
 * Stripe's newer word for where events go. It is a webhook endpoint like any other, which may be
 * told thinly: what happened to which object, without its state.
 */
export const destinations: Operations = {
  'POST /v2/core/event_destinations': async ({ unit, params }) => {
    const { include, event_payload: payload, name, ...asked } = order.parse(params)
    if (!asked.webhook_endpoint) throw unsupportedValue('type', asked.type)
    const id = unit.id('ed_test')
    const facts = { id, created: unit.now, url: asked.webhook_endpoint.url }
    const made = webhookEndpointObject({
      ...{ ...facts, description: asked.description, metadata: {}, api_version: API_VERSION },
      enabled_events: asked.enabled_events.map((type) => type.replace(/^v1\./, '')),
      secret: `whsec_${scrambled(`secret/${id}`, 32)}`,
    })
    const endpoint = { ...made, _destination: { name, payload } }
    return destinationObject(unit.put<'webhook_endpoint'>(endpoint), include)
  },
  'GET /v2/core/event_destinations': async ({ unit, params }) => {
    const { include = [] } = order.pick({ include: true }).parse(params)
    const all = await unit.list('webhook_endpoint', { all: ['destination:true'] })
    const data = all.map((endpoint) => destinationObject(endpoint, include))
    return { data, next_page_url: null, previous_page_url: null }
  },
  'GET /v2/core/event_destinations/:id': async ({ unit, id, params }) => {
    const { include = [] } = order.pick({ include: true }).parse(params)
    const endpoint = await unit.need('webhook_endpoint', id)
    if (!endpoint._destination) throw resourceMissing('v2.core.event_destination', id)
    return destinationObject(endpoint, include)
  },
  'DELETE /v2/core/event_destinations/:id': async ({ unit, id }) => {
    await unit.need('webhook_endpoint', id)
    unit.remove(id)
    return { id, object: 'v2.core.event_destination' }
  },
  'GET /v2/core/events/:id': async ({ unit, id }) => thinShape(await unit.need('event', id)),
}

function destinationObject(endpoint: WebhookEndpoint, include: readonly string[]) {
  const { name = '', payload = 'snapshot' } = endpoint._destination ?? {}
  const prefix = payload === 'thin' ? 'v1.' : ''
  const at = new Date(endpoint.created * 1000).toISOString()
  return {
    id: endpoint.id,
    object: 'v2.core.event_destination',
    created: at,
    description: endpoint.description ?? '',
    enabled_events: endpoint.enabled_events.map((type) => `${prefix}${type}`),
    event_payload: payload,
    livemode: false,
    name,
    ...(payload === 'snapshot' && { snapshot_api_version: endpoint.api_version }),
    status: endpoint.status,
    type: 'webhook_endpoint',
    updated: at,
    webhook_endpoint: {
      ...(include.includes(INCLUDES.url) && { url: endpoint.url }),
      ...(include.includes(INCLUDES.secret) && { signing_secret: endpoint._secret }),
    },
  }
}
