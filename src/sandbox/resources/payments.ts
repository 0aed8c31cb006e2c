import * as z from 'zod'
import { change } from '../events/change.ts'
import { list, mergedMetadata, metadataParam, type Operations, retrieve } from './operation.ts'

const changes = z.looseObject({ description: z.string().optional(), metadata: metadataParam })

/** Payment intents and their charges. Both come from Checkout and invoices only. */
export const payments: Operations = {
  'GET /v1/payment_intents': list('payment_intent', ['customer']),
  'GET /v1/payment_intents/:id': retrieve('payment_intent'),
  'POST /v1/payment_intents/:id': async ({ unit, id, params }) => {
    const intent = await unit.need('payment_intent', id)
    const { description, metadata } = changes.parse(params)
    return change(unit, intent, {
      ...(description !== undefined && { description }),
      metadata: mergedMetadata(intent.metadata, metadata),
    })
  },
  'GET /v1/charges': list('charge', ['customer', 'payment_intent']),
  'GET /v1/charges/:id': retrieve('charge'),
  'POST /v1/charges/:id': async ({ unit, id, params }) => {
    const charge = await unit.need('charge', id)
    const { description, metadata } = changes.parse(params)
    const patch = {
      ...(description !== undefined && { description }),
      metadata: mergedMetadata(charge.metadata, metadata),
    }
    return change(unit, charge, patch, 'charge.updated')
  },
}
