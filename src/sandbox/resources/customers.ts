import * as z from 'zod'
import { change } from '../events/change.ts'
import { deleteCustomer } from '../flows/deletion.ts'
import { type Customer, customerObject } from '../objects/customer.ts'
import { noAddress } from '../objects/stored.ts'
import type { Unit } from '../unit.ts'
import { resourceMissing } from '../wire/error.ts'
import { list, mergedMetadata, metadataParam, type Operations, retrieve } from './operation.ts'

const clearable = z
  .string()
  .transform((text) => (text === '' ? null : text))
  .optional()
const params = z.looseObject({
  email: clearable,
  name: clearable,
  description: clearable,
  address: z.looseObject({ country: z.string().optional() }).optional(),
  invoice_settings: z.looseObject({ default_payment_method: z.string().optional() }).optional(),
  metadata: metadataParam,
})

export const customers: Operations = {
  'POST /v1/customers': async ({ unit, params: given }) => {
    const { email = null, name = null, description, address, metadata } = params.parse(given)
    const { test_clock } = z.looseObject({ test_clock: z.string().optional() }).parse(given)
    if (test_clock !== undefined) {
      await unit.need('test_helpers.test_clock', test_clock, 'test_clock')
    }
    const customer = customerObject({
      ...{ id: unit.id('cus'), created: unit.now, email, name },
      description: description ?? null,
      country: address?.country ?? null,
      metadata: mergedMetadata({}, metadata),
    })
    unit.put<'customer'>(customer)
    await unit.emit('customer.created', customer)
    return customer
  },
  'GET /v1/customers': list('customer', ['email', 'test_clock'], ({ test_clock }) => ({
    none: ['deleted:true', ...(test_clock === undefined ? ['on_clock:true'] : [])],
  })),
  'GET /v1/customers/:id': retrieve('customer'),
  'POST /v1/customers/:id': async ({ unit, id, params: given }) => {
    const customer = await liveCustomer(unit, id)
    const { email, name, description, address, invoice_settings, metadata } = params.parse(given)
    const method = invoice_settings?.default_payment_method
    const patch: Partial<Customer> = {
      ...(email !== undefined && { email }),
      ...(name !== undefined && { name }),
      ...(description !== undefined && { description }),
      ...(address && {
        address: { ...(customer.address ?? noAddress), country: address.country ?? null },
      }),
      ...(method !== undefined && {
        invoice_settings: { ...customer.invoice_settings, default_payment_method: method },
      }),
      metadata: mergedMetadata(customer.metadata, metadata),
    }
    return change<'customer'>(unit, customer, patch, 'customer.updated')
  },
  'DELETE /v1/customers/:id': async ({ unit, id }) =>
    deleteCustomer(unit, await liveCustomer(unit, id)),
}

/** @throws StripeError 404 for one that never was or is no more */
export async function liveCustomer(unit: Unit, id: string, param = 'id'): Promise<Customer> {
  const customer = await unit.need('customer', id, param)
  if ('deleted' in customer) throw resourceMissing('customer', id, param)
  return customer
}
