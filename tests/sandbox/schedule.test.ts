import { afterEach, beforeEach, expect, test } from 'vitest'
import { DAY, eventOf, join, pass, payments, type Town, town, types } from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

const RENEWAL = Date.UTC(2026, 3, 30, 12) / 1000

/** A member of 7.00 EUR whose plan is 12.00 EUR from the next period on, for one month. */
async function scheduled(end_behavior: 'release' | 'cancel' = 'release') {
  const { subscription } = await join(there)
  const id = String(subscription)
  const { stripe } = there
  const [item] = (await stripe.subscriptions.retrieve(id)).items.data
  const made = await stripe.subscriptionSchedules.create({ from_subscription: id })
  const before = (await types(there)).length
  const product = String(item?.price.product)
  const price_data = {
    currency: 'eur',
    unit_amount: 1200,
    product,
    recurring: { interval: 'month' as const },
  }
  const schedule = await stripe.subscriptionSchedules.update(made.id, {
    end_behavior,
    phases: [
      { items: [{ price: item?.price.id ?? '' }], end_date: RENEWAL },
      { items: [{ price_data }] },
    ],
  })
  return { id, schedule, before }
}

test('a schedule begins as the subscription is, and moves its price with the next period', async () => {
  const { id, schedule, before } = await scheduled()
  expect((await types(there, before - 2)).slice(0, 3)).toEqual([
    'subscription_schedule.created',
    'customer.subscription.updated',
    'subscription_schedule.updated',
  ])
  expect(schedule).toMatchObject({
    ...{ status: 'active', subscription: id },
    phases: [
      { end_date: RENEWAL },
      { start_date: RENEWAL, end_date: Date.UTC(2026, 4, 30, 12) / 1000 },
    ],
  })
  await there.call('/_sandbox/clock', { to: RENEWAL - 60 })
  const then = (await types(there)).length
  await there.call('/_sandbox/clock', { to: RENEWAL + 60 })
  expect(await types(there, then)).toEqual([
    'subscription_schedule.updated',
    'customer.subscription.updated',
    'invoice.created',
  ])
  const { object } = await eventOf(there, 'invoice.created')
  expect(object).toMatchObject({ amount_due: 1200, billing_reason: 'subscription_cycle' })
  await pass(there, 40 * DAY)
  expect((await types(there)).filter((type) => type.startsWith('subscription_schedule'))).toEqual([
    'subscription_schedule.created',
    'subscription_schedule.updated',
    'subscription_schedule.updated',
    'subscription_schedule.expiring',
    'subscription_schedule.released',
  ])
  expect((await payments(there)).map(({ amount }) => amount)).toEqual([1200, 1200, 700])
  expect((await there.stripe.subscriptions.retrieve(id)).schedule).toBe(null)
})

test('a schedule may end its subscription', async () => {
  const { id, schedule } = await scheduled('cancel')
  await pass(there, 65 * DAY)
  expect((await there.stripe.subscriptions.retrieve(id)).status).toBe('canceled')
  expect((await there.stripe.subscriptionSchedules.retrieve(schedule.id)).status).toBe('completed')
})

test('a subscription with a schedule cannot be paused until it is released', async () => {
  const { id, schedule } = await scheduled()
  await expect(there.stripe.subscriptions.pause(id)).rejects.toMatchObject({ statusCode: 400 })
  const released = await there.stripe.subscriptionSchedules.release(schedule.id)
  expect(released).toMatchObject({
    status: 'released',
    released_subscription: id,
    subscription: null,
  })
  expect((await there.stripe.subscriptions.pause(id)).status).toBe('paused')
})

test('cancelling a schedule ends its subscription at once', async () => {
  const { schedule, before } = await scheduled()
  await there.stripe.subscriptionSchedules.cancel(schedule.id)
  expect((await types(there, before)).slice(-2)).toEqual([
    'subscription_schedule.canceled',
    'customer.subscription.deleted',
  ])
})

test('a subscription that ends takes its schedule along', async () => {
  const { id, schedule } = await scheduled()
  await there.stripe.subscriptions.cancel(id)
  expect((await types(there)).slice(-2)).toEqual([
    'customer.subscription.deleted',
    'subscription_schedule.canceled',
  ])
  expect((await there.stripe.subscriptionSchedules.retrieve(schedule.id)).status).toBe('canceled')
})
