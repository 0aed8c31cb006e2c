import * as z from 'zod'
import { change } from '../events/change.ts'
import { productObject } from '../objects/product.ts'
import {
  deleted,
  list,
  mergedMetadata,
  metadataParam,
  type Operations,
  retrieve,
} from './operation.ts'

const params = z.looseObject({
  id: z.string().optional(),
  name: z.string().optional(),
  description: z.string().nullable().optional(),
  active: z.boolean().optional(),
  metadata: metadataParam,
})

export const products: Operations = {
  'POST /v1/products': async ({ unit, params: given }) => {
    const { id, name = '', description = null, active = true, metadata } = params.parse(given)
    const product = productObject({
      ...{ id: id ?? unit.id('prod'), created: unit.now, name, description, active },
      metadata: mergedMetadata({}, metadata),
    })
    unit.put(product)
    await unit.emit('product.created', product)
    return product
  },
  'GET /v1/products': list('product', ['active']),
  'GET /v1/products/:id': retrieve('product'),
  'POST /v1/products/:id': async ({ unit, id, params: given }) => {
    const product = await unit.need('product', id)
    const { name, description, active, metadata } = params.parse(given)
    const patch = {
      ...(name !== undefined && { name }),
      ...(description !== undefined && { description }),
      ...(active !== undefined && { active }),
      metadata: mergedMetadata(product.metadata, metadata),
      updated: unit.now,
    }
    return change(unit, product, patch, 'product.updated')
  },
  'DELETE /v1/products/:id': async ({ unit, id }) => {
    const product = await unit.need('product', id)
    unit.remove(id)
    await unit.emit('product.deleted', product)
    return deleted('product', id)
  },
}
