import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DAY, join, pass, payments, START, type Town, town, types } from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

describe('a pause', () => {
  test('of collection makes renewals void until its day comes', async () => {
    const { subscription } = await join(there)
    const id = String(subscription)
    const resumes_at = START + 45 * DAY
    await there.stripe.subscriptions.update(id, {
      pause_collection: { behavior: 'void', resumes_at },
    })
    await pass(there, 40 * DAY)
    expect(await payments(there)).toHaveLength(1)
    expect((await there.stripe.invoices.list()).data[0]?.status).toBe('void')
    await pass(there, 10 * DAY)
    const now = await there.stripe.subscriptions.retrieve(id)
    expect(now).toMatchObject({ status: 'active', pause_collection: null })
    await pass(there, 15 * DAY)
    expect(await payments(there)).toHaveLength(2)
  })

  test('by status stops renewals until it is resumed, which begins a period that is paid', async () => {
    const { subscription } = await join(there)
    const id = String(subscription)
    const paused = await there.stripe.subscriptions.pause(id, {
      bill_for: { unused_time_from: { type: 'none' } },
    })
    expect(paused).toMatchObject({
      status: 'paused',
      status_details: { paused: { subscription: { type: 'pause_requested' } } },
    })
    await pass(there, 100 * DAY)
    expect(await payments(there)).toHaveLength(1)
    const resumed = await there.stripe.subscriptions.resume(id, {
      payment_behavior: 'resume_on_payment_success',
    })
    expect(resumed).toMatchObject({ status: 'active' })
    expect(await payments(there)).toHaveLength(2)
    await pass(there, 32 * DAY)
    expect(await payments(there)).toHaveLength(3)
  })
})

test('another interval begins its period at once and is paid for', async () => {
  const { subscription } = await join(there)
  const id = String(subscription)
  await pass(there, 10 * DAY)
  const [item] = (await there.stripe.subscriptions.retrieve(id)).items.data
  const changed = await there.stripe.subscriptions.update(id, {
    proration_behavior: 'none',
    items: [
      {
        id: item?.id ?? '',
        price_data: {
          currency: 'eur',
          unit_amount: 7000,
          product: String(item?.price.product),
          recurring: { interval: 'year' },
        },
      },
    ],
  })
  expect(changed.items.data[0]?.current_period_end).toBe(Date.UTC(2027, 3, 10, 12) / 1000)
  expect((await payments(there)).map(({ amount }) => amount)).toEqual([7000, 700])
  await pass(there, 40 * DAY)
  expect(await payments(there)).toHaveLength(2)
})

test('a deleted customer takes their memberships along, at once', async () => {
  const { customer } = await join(there)
  const before = (await types(there)).length
  await there.stripe.customers.del(String(customer))
  expect(await types(there, before)).toEqual(['customer.subscription.deleted', 'customer.deleted'])
  expect(await there.stripe.customers.retrieve(String(customer))).toMatchObject({ deleted: true })
  expect((await there.stripe.customers.list()).data).toEqual([])
})
