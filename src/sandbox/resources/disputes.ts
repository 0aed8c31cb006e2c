import * as z from 'zod'
import { loseDispute } from '../flows/dispute.ts'
import { list, mergedMetadata, metadataParam, type Operations, retrieve } from './operation.ts'

export const disputes: Operations = {
  'GET /v1/disputes': list('dispute', ['charge', 'payment_intent']),
  'GET /v1/disputes/:id': retrieve('dispute'),
  'POST /v1/disputes/:id': async ({ unit, id, params }) => {
    const dispute = await unit.need('dispute', id)
    const { metadata } = z.looseObject({ metadata: metadataParam }).parse(params)
    const merged = mergedMetadata(dispute.metadata, metadata)
    return unit.put<'dispute'>({ ...dispute, metadata: merged })
  },
  'POST /v1/disputes/:id/close': async ({ unit, id }) =>
    loseDispute(unit, await unit.need('dispute', id)),
}
