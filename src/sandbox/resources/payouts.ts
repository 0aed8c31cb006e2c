import { list, type Operations, retrieve } from './operation.ts'

export const payouts: Operations = {
  'GET /v1/payouts': list('payout', ['status']),
  'GET /v1/payouts/:id': retrieve('payout'),
}
