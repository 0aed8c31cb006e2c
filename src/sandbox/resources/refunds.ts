import * as z from 'zod'
import { change } from '../events/change.ts'
import { refundCharge } from '../flows/refund.ts'
import { cancelRefund } from '../flows/refund-end.ts'
import type { Charge } from '../objects/charge.ts'
import type { Unit } from '../unit.ts'
import { parameterMissing, resourceMissing } from '../wire/error.ts'
import { list, mergedMetadata, metadataParam, type Operations, retrieve } from './operation.ts'

const order = z.looseObject({
  charge: z.string().optional(),
  payment_intent: z.string().optional(),
  amount: z.coerce.number().optional(),
  reason: z.string().optional(),
  metadata: metadataParam,
})

export const refunds: Operations = {
  'POST /v1/refunds': async ({ unit, params }) => {
    const { amount, reason, metadata, ...what } = order.parse(params)
    const charge = await chargeOf(unit, what)
    return refundCharge(unit, { charge, amount, reason, metadata: mergedMetadata({}, metadata) })
  },
  'GET /v1/refunds': list('refund', ['charge', 'payment_intent']),
  'GET /v1/refunds/:id': retrieve('refund'),
  'POST /v1/refunds/:id': async ({ unit, id, params }) => {
    const refund = await unit.need('refund', id)
    const { metadata } = order.parse(params)
    const merged = mergedMetadata(refund.metadata ?? {}, metadata)
    return change(unit, refund, { metadata: merged }, 'refund.updated')
  },
  'POST /v1/refunds/:id/cancel': async ({ unit, id }) =>
    cancelRefund(unit, await unit.need('refund', id)),
}

async function chargeOf(
  unit: Unit,
  { charge, payment_intent }: { charge?: string | undefined; payment_intent?: string | undefined },
): Promise<Charge> {
  if (charge !== undefined) return unit.need('charge', charge, 'charge')
  if (payment_intent === undefined) throw parameterMissing('charge')
  const { latest_charge } = await unit.need('payment_intent', payment_intent, 'payment_intent')
  if (latest_charge === null) throw resourceMissing('charge', payment_intent, 'payment_intent')
  return unit.need('charge', latest_charge)
}
