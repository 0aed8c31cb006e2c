import * as z from 'zod'
import { change } from '../events/change.ts'
import { type Price, priceObject } from '../objects/price.ts'
import { productObject } from '../objects/product.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest, parameterMissing } from '../wire/error.ts'
import { list, mergedMetadata, metadataParam, type Operations, retrieve } from './operation.ts'

const recurring = z.looseObject({
  interval: z.enum(['day', 'week', 'month', 'year']),
  interval_count: z.coerce.number().default(1),
})

/** What a price is made of, inline (`price_data`) or as an object of its own. */
export const priceData = z.looseObject({
  currency: z.string().transform((code) => code.toLowerCase()),
  unit_amount: z.coerce.number().optional(),
  unit_amount_decimal: z.coerce.string().optional(),
  recurring: recurring.optional(),
  product: z.string().optional(),
  product_data: z.looseObject({ name: z.string(), metadata: metadataParam }).optional(),
})

const changes = z.looseObject({
  active: z.boolean().optional(),
  lookup_key: z.string().optional(),
  transfer_lookup_key: z.boolean().optional(),
  nickname: z.string().optional(),
  metadata: metadataParam,
})

export const prices: Operations = {
  'POST /v1/prices': async ({ unit, params }) => {
    const given = changes.parse(params)
    const { active = true, lookup_key, nickname, metadata } = given
    await freeLookupKey(unit, given)
    const price = await makePrice(unit, priceData.parse(params), {
      ...{ active, lookup_key: lookup_key ?? null, nickname: nickname ?? null },
      metadata: mergedMetadata({}, metadata),
    })
    await unit.emit('price.created', price)
    return price
  },
  'GET /v1/prices': list('price', ['active', 'currency', 'product', 'type'], ({ lookup_keys }) =>
    Array.isArray(lookup_keys) ? { some: lookup_keys.map((key) => `lookup_key:${key}`) } : {},
  ),
  'GET /v1/prices/:id': retrieve('price'),
  'POST /v1/prices/:id': async ({ unit, id, params }) => {
    const price = await unit.need('price', id)
    const given = changes.parse(params)
    const { metadata, active, lookup_key, nickname } = given
    await freeLookupKey(unit, given, id)
    const patch = {
      ...(active !== undefined && { active }),
      ...(lookup_key !== undefined && { lookup_key }),
      ...(nickname !== undefined && { nickname }),
      metadata: mergedMetadata(price.metadata, metadata),
    }
    return change(unit, price, patch, 'price.updated')
  },
}

/** A lookup key names one price: another one gives it up when that is asked for, else it is taken. */
async function freeLookupKey(
  unit: Unit,
  { lookup_key, transfer_lookup_key }: z.infer<typeof changes>,
  id?: string,
): Promise<void> {
  if (lookup_key === undefined) return
  const holders = await unit.list('price', { all: [`lookup_key:${lookup_key}`] })
  for (const holder of holders.filter((price) => price.id !== id)) {
    if (transfer_lookup_key !== true) {
      const message = `A price (\`${holder.id}\`) already uses that lookup key.`
      throw invalidRequest(message, { param: 'lookup_key' })
    }
    await change(unit, holder, { lookup_key: null }, 'price.updated')
  }
}

type Traits = Pick<
  Parameters<typeof priceObject>[0],
  'active' | 'lookup_key' | 'nickname' | 'metadata'
>

/** Makes a price, and with `product_data` its product. */
export async function makePrice(
  unit: Unit,
  data: z.infer<typeof priceData>,
  traits: Traits,
): Promise<Price> {
  const amount = data.unit_amount ?? Number(data.unit_amount_decimal ?? Number.NaN)
  if (!Number.isInteger(amount)) throw parameterMissing('unit_amount')
  return unit.put<'price'>(
    priceObject({
      id: unit.id('price'),
      created: unit.now,
      product: await productOf(unit, data),
      currency: data.currency,
      unit_amount: amount,
      recurring: data.recurring ?? null,
      ...traits,
    }),
  )
}

async function productOf(unit: Unit, { product, product_data }: z.infer<typeof priceData>) {
  if (product !== undefined) return (await unit.need('product', product, 'product')).id
  if (!product_data) throw invalidRequest('You must specify either `product` or `product_data`.')
  const { name, metadata } = product_data
  const made = productObject({
    ...{ id: unit.id('prod'), created: unit.now, name },
    metadata: mergedMetadata({}, metadata),
  })
  unit.put(made)
  return made.id
}
