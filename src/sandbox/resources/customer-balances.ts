import * as z from 'zod'
import { addToCustomerBalance } from '../flows/credit.ts'
import { liveCustomer } from './customers.ts'
import { list, mergedMetadata, metadataParam, type Operations, retrieve } from './operation.ts'

const step = z.looseObject({
  amount: z.number(),
  currency: z.string().toLowerCase(),
  description: z.string().optional(),
  metadata: metadataParam,
})

/** What a customer has with the newsroom: negative is in their favour, and pays invoices. */
export const customerBalances: Operations = {
  'POST /v1/customers/:id/balance_transactions': async ({ unit, id, params }) => {
    const { amount, currency, description = null, metadata } = step.parse(params)
    return addToCustomerBalance(unit, await liveCustomer(unit, id), {
      ...{ amount, currency, description, type: 'adjustment' },
      metadata: mergedMetadata({}, metadata),
    })
  },
  'GET /v1/customers/:id/balance_transactions': async ({ unit, id, url, params }) => {
    const call = { unit, id: '', url, params: { ...params, customer: id } }
    return list('customer_balance_transaction', ['customer', 'invoice'])(call)
  },
  'GET /v1/customers/:customer/balance_transactions/:id': retrieve('customer_balance_transaction'),
}
