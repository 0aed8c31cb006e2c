import { afterEach, beforeEach, expect, test } from 'vitest'
import { DAY, join, log, pass, type Town, town } from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

/** 7.00 a month from 31 March; ten days of thirty have passed. */
async function member() {
  const { subscription, customer } = await join(there, {})
  await pass(there, 10 * DAY)
  const [item] = (await there.stripe.subscriptions.retrieve(String(subscription))).items.data
  const product = String(item?.price.product)
  const priced = (unit_amount: number, interval: 'month' | 'year') => ({
    price_data: { currency: 'eur', unit_amount, product, recurring: { interval } },
  })
  return { id: String(subscription), customer: String(customer), item: item?.id ?? '', priced }
}

const prices = async () => (await there.stripe.prices.list({ limit: 100 })).data.length

test('another rhythm is billed at once, less what is left of the month, as the change then is', async () => {
  const { id, item, priced } = await member()
  const details = { items: [{ id: item, ...priced(7000, 'year') }] }
  const before = [await prices(), (await log(there)).length]
  const preview = await there.stripe.invoices.createPreview({
    ...{ subscription: id, subscription_details: details },
  })
  expect([await prices(), (await log(there)).length]).toEqual(before)
  expect(preview).toMatchObject({ amount_due: 6533, billing_reason: 'subscription_update' })
  const changed = await there.stripe.subscriptions.update(id, details)
  const invoice = await there.stripe.invoices.retrieve(String(changed.latest_invoice))
  expect(invoice).toMatchObject({ amount_paid: 6533, status: 'paid' })
})

test('what is left of a year pays months: nothing is due, and the rest stays as credit', async () => {
  const { id, item, priced } = await member()
  await there.stripe.subscriptions.update(id, { items: [{ id: item, ...priced(36_500, 'year') }] })
  await pass(there, 65 * DAY) // 300 of 365 days are left
  const details = { items: [{ id: item, ...priced(1000, 'month') }] }
  const preview = await there.stripe.invoices.createPreview({
    ...{ subscription: id, subscription_details: details },
  })
  expect(preview).toMatchObject({ amount_due: 0, starting_balance: 0, ending_balance: -29_000 })
  await there.stripe.subscriptions.update(id, details)
  const next = await there.stripe.invoices.createPreview({ subscription: id })
  expect(next).toMatchObject({ total: 1000, amount_due: 0, starting_balance: -29_000 })
})

test('a customer without a membership is shown the first bill of one', async () => {
  const { id, customer, priced } = await member()
  await there.stripe.subscriptions.cancel(id)
  const before = await prices()
  const preview = await there.stripe.invoices.createPreview({
    ...{ customer, subscription_details: { items: [priced(1200, 'month')] } },
  })
  expect(preview).toMatchObject({ amount_due: 1200, billing_reason: 'subscription_create' })
  expect(await prices()).toBe(before)
})
