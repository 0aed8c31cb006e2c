import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventOf, type Town, town } from './town.ts'

let here: Town
beforeAll(async () => {
  here = await town()
})
afterAll(() => here.close())

test('a lookup key names one price, and goes to another only when that is asked for', async () => {
  const { id: product } = await here.stripe.products.create({ name: 'Membership' })
  const priced = (unit_amount: number, more = {}) =>
    here.stripe.prices.create({ product, currency: 'eur', unit_amount, ...more })
  const key = { lookup_key: 'monthly' }
  const first = await priced(700, key)
  await expect(priced(900, key)).rejects.toMatchObject({ statusCode: 400, param: 'lookup_key' })
  const second = await priced(900, { ...key, transfer_lookup_key: true })
  const { data } = await here.stripe.prices.list({ lookup_keys: ['monthly'] })
  expect(data.map(({ id }) => id)).toEqual([second.id])
  expect(await eventOf(here, 'price.updated')).toMatchObject({
    object: { id: first.id, lookup_key: null },
    previous_attributes: { lookup_key: 'monthly' },
  })
  await expect(here.stripe.prices.update(first.id, key)).rejects.toMatchObject({ statusCode: 400 })
  await here.stripe.prices.update(second.id, key)
  await here.stripe.prices.update(first.id, { ...key, transfer_lookup_key: true })
  expect((await here.stripe.prices.retrieve(second.id)).lookup_key).toBeNull()
})

test('a price that the payer chooses is not there, and said so', async () => {
  const { id: product } = await here.stripe.products.create({ name: 'Gift' })
  const chosen = { product, currency: 'eur', custom_unit_amount: { enabled: true } }
  await expect(here.stripe.prices.create(chosen)).rejects.toMatchObject({
    statusCode: 400,
    code: 'unsupported_by_sandbox',
    param: 'custom_unit_amount',
  })
})
