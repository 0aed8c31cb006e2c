import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  DAY,
  eventOf,
  orderMembership,
  pass,
  pay,
  payments,
  START,
  type Town,
  town,
  types,
} from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

/** A year before the account's own time. */
const THEN = START - 365 * DAY

/** A customer on a clock of their own, who joins by the month. */
async function joined(paying: { card?: string; iban?: string } = {}) {
  const { stripe } = there
  const clock = await stripe.testHelpers.testClocks.create({
    frozen_time: THEN,
    name: 'a year ago',
  })
  const { id: customer } = await stripe.customers.create({ test_clock: clock.id })
  const [item] = (await orderItems()) ?? []
  const session = await stripe.checkout.sessions.create({
    ...{ mode: 'subscription', customer, success_url: 'https://news.test/thank-you' },
    line_items: [item ?? {}],
  })
  await pay(there, session, paying)
  const { subscription } = await stripe.checkout.sessions.retrieve(session.id)
  return { clock: clock.id, customer, subscription: String(subscription) }
}
const orderItems = async () => {
  const { data } = await there.stripe.checkout.sessions.listLineItems(
    (await orderMembership(there)).id,
  )
  return data.map(({ price }) => ({ price: price?.id ?? '', quantity: 1 }))
}

async function advance(clock: string, frozen_time: number) {
  const sent = await there.stripe.testHelpers.testClocks.advance(clock, { frozen_time })
  await pass(there, 10)
  return sent
}

test('a customer of a test clock lives on its time, and their subscription too', async () => {
  const { clock, customer, subscription } = await joined()
  const { stripe } = there
  expect(await stripe.customers.retrieve(customer)).toMatchObject({
    ...{ test_clock: clock, created: THEN },
  })
  const found = await stripe.subscriptions.retrieve(subscription)
  expect(found).toMatchObject({ test_clock: clock, created: THEN, status: 'active' })
  expect(found.items.data[0]).toMatchObject({
    ...{ current_period_start: THEN, current_period_end: THEN + 30 * DAY },
  })
  await pass(there, 29 * DAY)
  expect((await stripe.invoices.list({ subscription })).data).toHaveLength(1)
})

test('a clock that is sent on renews what is due on the way, and says when it is there', async () => {
  const { clock, subscription } = await joined()
  await pass(there, 10)
  const before = (await types(there)).length
  const sent = await advance(clock, THEN + 45 * DAY)
  expect(sent).toMatchObject({
    ...{ status: 'advancing', frozen_time: THEN },
    status_details: { advancing: { target_frozen_time: THEN + 45 * DAY } },
  })
  expect(await types(there, before)).toEqual([
    'test_helpers.test_clock.advancing',
    'invoice.upcoming',
    'customer.subscription.updated',
    'invoice.created',
    'invoice.updated',
    'invoice.finalized',
    'payment_intent.created',
    'charge.succeeded',
    'payment_intent.succeeded',
    'invoice.paid',
    'invoice.payment_succeeded',
    'test_helpers.test_clock.ready',
    'charge.updated',
    'invoice_payment.paid',
  ])
  const [invoice] = (await there.stripe.invoices.list({ subscription })).data
  expect(invoice).toMatchObject({ test_clock: clock, created: THEN + 30 * DAY, status: 'paid' })
  expect(await there.stripe.testHelpers.testClocks.retrieve(clock)).toMatchObject({
    ...{ status: 'ready', frozen_time: THEN + 45 * DAY, status_details: {} },
  })
})

test('money is booked by the account’s own time, and told of by it', async () => {
  const { clock } = await joined()
  await advance(clock, THEN + 45 * DAY)
  const booked = await payments(there)
  expect(booked.map(({ created }) => created - START)).toEqual([1, 0])
  const told = await there.stripe.events.list({ limit: 1, type: 'invoice.paid' })
  expect(told.data[0]?.created).toBe(START + 1)
  await pass(there, 7 * DAY)
  expect((await there.stripe.payouts.list()).data).toMatchObject([{ status: 'paid' }])
})

test('a bank debit settles by the account’s time, and is paid by the clock’s', async () => {
  const { subscription } = await joined({ iban: 'DE89370400440532013000' })
  await pass(there, 6 * DAY)
  const [invoice] = (await there.stripe.invoices.list({ subscription })).data
  expect(invoice).toMatchObject({ status: 'paid', status_transitions: { paid_at: THEN } })
})

test('a card that fails later is tried again by the clock', async () => {
  const { clock, subscription } = await joined({ card: '4000000000000341' })
  await advance(clock, THEN + 31 * DAY)
  expect((await there.stripe.subscriptions.retrieve(subscription)).status).toBe('past_due')
  await pass(there, 20 * DAY)
  expect((await there.stripe.subscriptions.retrieve(subscription)).status).toBe('past_due')
  await advance(clock, THEN + 60 * DAY)
  expect(await there.stripe.subscriptions.retrieve(subscription)).toMatchObject({
    ...{ status: 'canceled', cancellation_details: { reason: 'payment_failed' } },
  })
})

test('a clock goes forward only, at most two periods at a time', async () => {
  const { clock } = await joined()
  for (const frozen_time of [THEN - 1, THEN, THEN + 62 * DAY]) {
    await expect(
      there.stripe.testHelpers.testClocks.advance(clock, { frozen_time }),
    ).rejects.toMatchObject({ param: 'frozen_time' })
  }
  // the second period ends on the 30th of May
  await advance(clock, THEN + 60 * DAY)
  expect(await payments(there)).toHaveLength(2)
})

test('lists leave out what is on a test clock, unless it is asked for', async () => {
  const { clock, customer, subscription } = await joined()
  const { stripe } = there
  expect((await stripe.customers.list()).data).toEqual([])
  expect((await stripe.customers.list({ test_clock: clock })).data).toMatchObject([
    { id: customer },
  ])
  expect((await stripe.subscriptions.list()).data).toEqual([])
  for (const asked of [{ test_clock: clock }, { customer }]) {
    expect((await stripe.subscriptions.list(asked)).data).toMatchObject([{ id: subscription }])
  }
})

test('a month is all a test clock has', async () => {
  const { clock } = await joined()
  await pass(there, 31 * DAY)
  await expect(there.stripe.testHelpers.testClocks.retrieve(clock)).rejects.toMatchObject({
    code: 'resource_missing',
  })
})

test('a deleted clock takes its customers along', async () => {
  const { clock, customer, subscription } = await joined()
  const { stripe } = there
  expect(await stripe.testHelpers.testClocks.del(clock)).toMatchObject({ deleted: true })
  expect(await stripe.customers.retrieve(customer)).toMatchObject({ deleted: true })
  expect((await stripe.subscriptions.retrieve(subscription)).status).toBe('canceled')
  expect((await eventOf(there, 'test_helpers.test_clock.deleted')).object).toMatchObject({
    id: clock,
  })
  expect((await stripe.testHelpers.testClocks.list()).data).toEqual([])
})

test('a customer on a clock that is none is refused', async () => {
  await expect(there.stripe.customers.create({ test_clock: 'clock_1' })).rejects.toMatchObject({
    ...{ code: 'resource_missing', param: 'test_clock' },
  })
})
