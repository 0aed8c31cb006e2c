import type { Unit } from '../unit.ts'
import { invalidRequest } from '../wire/error.ts'
import { type Call, list, type Operations, retrieve } from './operation.ts'

const listed = list('balance_transaction', ['type', 'source', 'payout', 'currency'])

export const balances: Operations = {
  'GET /v1/balance': async ({ unit }) => balanceObject(unit),
  'GET /v1/balance_transactions': async (call) => {
    await refuseByHand(call)
    return listed(call)
  },
  'GET /v1/balance_transactions/:id': retrieve('balance_transaction'),
}

/** Nobody knows what a payout by hand is made of, and Stripe says so. */
async function refuseByHand({ unit, params }: Call): Promise<void> {
  if (typeof params.payout !== 'string') return
  const { automatic } = await unit.need('payout', params.payout, 'payout')
  if (automatic) return
  const message =
    'Balance transaction history can only be filtered on automatic transfers, not manual.'
  throw invalidRequest(message, { param: 'payout' })
}

async function balanceObject(unit: Unit) {
  const { balances: known } = unit.account
  const nothing = { [unit.settlementCurrency]: { available: 0, pending: 0 } }
  const all = Object.keys(known).length > 0 ? known : nothing
  const side = (which: 'available' | 'pending') =>
    Object.entries(all).map(([currency, sums]) => ({
      amount: sums[which],
      currency,
      source_types: { card: sums[which] },
    }))
  const prefunding = await prefunded(unit)
  return {
    object: 'balance',
    available: side('available'),
    connect_reserved: [],
    livemode: false,
    pending: side('pending'),
    ...(prefunding.length > 0 && {
      refund_and_dispute_prefunding: { available: prefunding, pending: [] },
    }),
  }
}

/** Money put aside for refunds and disputes, by currency: no part of what is paid out. */
async function prefunded(unit: Unit) {
  const all = ['balance_type:refund_and_dispute_prefunding']
  const txns = await unit.list('balance_transaction', { all })
  return [...Map.groupBy(txns, ({ currency }) => currency)].map(([currency, ofIt]) => ({
    amount: ofIt.reduce((sum, { net }) => sum + net, 0),
    currency,
  }))
}
