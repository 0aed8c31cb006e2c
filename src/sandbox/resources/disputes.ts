import * as z from 'zod'
import { change } from '../events/change.ts'
import { loseDispute, submitEvidence } from '../flows/dispute.ts'
import type { Dispute } from '../objects/dispute.ts'
import type { Unit } from '../unit.ts'
import { list, mergedMetadata, metadataParam, type Operations, retrieve } from './operation.ts'

const update = z.looseObject({
  evidence: z.record(z.string(), z.unknown()).optional(),
  submit: z.boolean().default(true),
  metadata: metadataParam,
})

export const disputes: Operations = {
  'GET /v1/disputes': list('dispute', ['charge', 'payment_intent']),
  'GET /v1/disputes/:id': retrieve('dispute'),
  'POST /v1/disputes/:id': async ({ unit, id, params }) => {
    const dispute = await unit.need('dispute', id)
    const { evidence, submit, metadata } = update.parse(params)
    const told = { ...dispute, metadata: mergedMetadata(dispute.metadata, metadata) }
    const texts = Object.entries(evidence ?? {}).filter(([, text]) => typeof text === 'string')
    if (evidence && submit) return submitEvidence(unit, told, Object.fromEntries(texts))
    return evidence ? stage(unit, told, Object.fromEntries(texts)) : unit.put<'dispute'>(told)
  },
  'POST /v1/disputes/:id/close': async ({ unit, id }) =>
    loseDispute(unit, await unit.need('dispute', id)),
}

/** Evidence that is kept and not sent yet. */
function stage(unit: Unit, dispute: Dispute, evidence: Partial<Dispute['evidence']>) {
  const patch = {
    evidence: { ...dispute.evidence, ...evidence },
    evidence_details: { ...dispute.evidence_details, has_evidence: true },
  }
  return change(unit, dispute, patch, 'charge.dispute.updated')
}
