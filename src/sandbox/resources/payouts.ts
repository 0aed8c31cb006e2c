import * as z from 'zod'
import { change } from '../events/change.ts'
import { payOut } from '../flows/payout.ts'
import { cancelPayout } from '../flows/payout-end.ts'
import { isWithin } from '../store/store.ts'
import { checkCurrency } from '../validate/currency.ts'
import { pageOf, pageQuery } from '../wire/page.ts'
import {
  type Call,
  list,
  mergedMetadata,
  metadataParam,
  type Operations,
  retrieve,
  timeParam,
} from './operation.ts'

const order = z.looseObject({
  amount: z.number(),
  currency: z.string().toLowerCase(),
  description: z.string().optional(),
  statement_descriptor: z.string().optional(),
  metadata: metadataParam,
})

const listed = list('payout', ['status', 'destination'])

export const payouts: Operations = {
  'POST /v1/payouts': async ({ unit, params }) => {
    const { metadata, ...asked } = order.parse(params)
    checkCurrency(asked.currency, 'currency')
    return payOut(unit, { ...asked, metadata: mergedMetadata({}, metadata) })
  },
  'GET /v1/payouts': (call) =>
    call.params.arrival_date === undefined ? listed(call) : byArrival(call),
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

/** Few there are, one a day: those of some days are looked for among all. */
async function byArrival({ unit, url, params }: Call) {
  const { arrival_date } = z.looseObject({ arrival_date: timeParam }).parse(params)
  const { status } = params
  const all = typeof status === 'string' ? [`status:${status}`] : []
  const found = (await unit.list('payout', { all })).filter((payout) =>
    isWithin(payout.arrival_date, arrival_date),
  )
  return pageOf(url, found, pageQuery(params))
}
