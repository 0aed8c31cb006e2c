import type { AccountState } from '../store/store.ts'
import { list, type Operations, retrieve } from './operation.ts'

export const balances: Operations = {
  'GET /v1/balance': async ({ unit }) => balanceObject(unit.account, unit.settlementCurrency),
  'GET /v1/balance_transactions': list('balance_transaction', [
    'type',
    'source',
    'payout',
    'currency',
  ]),
  'GET /v1/balance_transactions/:id': retrieve('balance_transaction'),
}

function balanceObject({ balances: known }: AccountState, settlement: string) {
  const all = Object.keys(known).length > 0 ? known : { [settlement]: { available: 0, pending: 0 } }
  const side = (which: 'available' | 'pending') =>
    Object.entries(all).map(([currency, sums]) => ({
      amount: sums[which],
      currency,
      source_types: { card: sums[which] },
    }))
  return {
    object: 'balance',
    available: side('available'),
    connect_reserved: [],
    livemode: false,
    pending: side('pending'),
  }
}
