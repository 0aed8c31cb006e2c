import * as z from 'zod'
import { change } from '../events/change.ts'
import { cancelPayout, payOut } from '../flows/payout.ts'
import { checkCurrency } from '../validate/currency.ts'
import { list, mergedMetadata, metadataParam, type Operations, retrieve } from './operation.ts'

const order = z.looseObject({
  amount: z.number(),
  currency: z.string().toLowerCase(),
  description: z.string().optional(),
  statement_descriptor: z.string().optional(),
  metadata: metadataParam,
})

export const payouts: Operations = {
  'POST /v1/payouts': async ({ unit, params }) => {
    const { metadata, ...asked } = order.parse(params)
    checkCurrency(asked.currency, 'currency')
    return payOut(unit, { ...asked, metadata: mergedMetadata({}, metadata) })
  },
  'GET /v1/payouts': list('payout', ['status', 'destination']),
  'GET /v1/payouts/:id': retrieve('payout'),
  'POST /v1/payouts/:id': async ({ unit, id, params }) => {
    const payout = await unit.need('payout', id)
    const { metadata } = z.looseObject({ metadata: metadataParam }).parse(params)
    const merged = mergedMetadata(payout.metadata ?? {}, metadata)
    return change(unit, payout, { metadata: merged }, 'payout.updated')
  },
  'POST /v1/payouts/:id/cancel': async ({ unit, id }) =>
    cancelPayout(unit, await unit.need('payout', id)),
}
