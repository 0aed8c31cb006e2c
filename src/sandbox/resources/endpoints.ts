import * as z from 'zod'
import { scrambled } from '../ids.ts'
import { API_VERSION } from '../objects/event.ts'
import { wireForm } from '../objects/objects.ts'
import { webhookEndpointObject } from '../objects/webhook-endpoint.ts'
import {
  deleted,
  list,
  mergedMetadata,
  metadataParam,
  type Operations,
  retrieve,
} from './operation.ts'

const params = z.looseObject({
  url: z.string().optional(),
  enabled_events: z.array(z.string()).optional(),
  api_version: z.string().optional(),
  description: z.string().optional(),
  disabled: z.boolean().optional(),
  metadata: metadataParam,
})

/** Where events go. The secret is told once, in the answer that makes the endpoint. */
export const endpoints: Operations = {
  'POST /v1/webhook_endpoints': async ({ unit, params: given }) => {
    const { url = '', enabled_events = [], metadata, ...rest } = params.parse(given)
    const id = unit.id('we')
    const secret = `whsec_${scrambled(`secret/${id}`, 32)}`
    const endpoint = unit.put<'webhook_endpoint'>(
      webhookEndpointObject({
        ...{ id, created: unit.now, url, enabled_events, secret },
        api_version: rest.api_version ?? API_VERSION,
        description: rest.description ?? null,
        metadata: mergedMetadata({}, metadata),
      }),
    )
    return { ...wireForm(endpoint), secret }
  },
  'GET /v1/webhook_endpoints': list('webhook_endpoint', [], () => ({ none: ['destination:true'] })),
  'GET /v1/webhook_endpoints/:id': retrieve('webhook_endpoint'),
  'POST /v1/webhook_endpoints/:id': async ({ unit, id, params: given }) => {
    const endpoint = await unit.need('webhook_endpoint', id)
    const { url, enabled_events, description, disabled, metadata } = params.parse(given)
    return unit.put<'webhook_endpoint'>({
      ...endpoint,
      ...(url !== undefined && { url }),
      ...(enabled_events !== undefined && { enabled_events }),
      ...(description !== undefined && { description }),
      ...(disabled !== undefined && { status: disabled ? 'disabled' : 'enabled' }),
      metadata: mergedMetadata(endpoint.metadata, metadata),
    })
  },
  'DELETE /v1/webhook_endpoints/:id': async ({ unit, id }) => {
    await unit.need('webhook_endpoint', id)
    unit.remove(id)
    return deleted('webhook_endpoint', id)
  },
}
