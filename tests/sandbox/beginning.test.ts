import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  DAY,
  eventOf,
  join,
  log,
  orderMembership,
  pass,
  pay,
  payments,
  type Town,
  town,
  types,
} from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

type Params = Partial<Stripe.SubscriptionCreateParams>

/** Another subscription of 7.00 EUR a month, for a member whose card is this one. */
async function subscribe(card: string, more: Params = {}) {
  const { customer } = await join(there, { card })
  const [price] = (await there.stripe.prices.list({ active: false })).data
  await pass(there, 10)
  const items = [{ price: price?.id ?? '' }]
  const [method] = (await there.stripe.paymentMethods.list({ customer: String(customer) })).data
  const before = (await types(there)).length
  const made = await there.stripe.subscriptions.create({
    ...{ customer: String(customer), items, default_payment_method: method?.id ?? '' },
    ...more,
  })
  return { made, before, customer: String(customer) }
}

describe('a subscription made by a program', () => {
  test('is incomplete until its first invoice is paid', async () => {
    const { made, before } = await subscribe('4242424242424242', { metadata: { from: 'import' } })
    expect(made).toMatchObject({ status: 'active', metadata: { from: 'import' } })
    expect(await types(there, before)).toEqual([
      'customer.updated',
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.paid',
      'invoice.payment_succeeded',
      'customer.subscription.updated',
    ])
    expect((await eventOf(there, 'customer.subscription.created')).object).toMatchObject({
      status: 'incomplete',
    })
    expect(await eventOf(there, 'customer.subscription.updated')).toMatchObject({
      ...{ object: { status: 'active' }, previous_attributes: { status: 'incomplete' } },
    })
    await pass(there, 31 * DAY)
    expect(await payments(there)).toHaveLength(4)
  })

  test('that nobody pays expires after 23 hours', async () => {
    const { made } = await subscribe('4000000000000341')
    expect(made.status).toBe('incomplete')
    const before = (await types(there)).length
    await pass(there, 22 * 3600)
    expect((await there.stripe.subscriptions.retrieve(made.id)).status).toBe('incomplete')
    await pass(there, 2 * 3600)
    expect(await types(there, before)).toEqual([
      'customer.subscription.updated',
      'payment_intent.canceled',
      'invoice.voided',
    ])
    expect(await there.stripe.subscriptions.retrieve(made.id)).toMatchObject({
      status: 'incomplete_expired',
    })
  })

  test('waits for its payer where it is told to, and is active once they pay', async () => {
    const params: Params = { payment_behavior: 'default_incomplete' }
    const { made } = await subscribe('4242424242424242', params)
    const invoice = await there.stripe.invoices.retrieve(String(made.latest_invoice))
    expect([made.status, invoice.status, invoice.attempt_count]).toEqual(['incomplete', 'open', 0])
    await there.stripe.invoices.pay(invoice.id ?? '')
    expect((await there.stripe.subscriptions.retrieve(made.id)).status).toBe('active')
  })

  test('is not made where it was to be paid and the card is refused', async () => {
    const params: Params = { payment_behavior: 'error_if_incomplete' }
    await expect(subscribe('4000000000000341', params)).rejects.toMatchObject({ statusCode: 402 })
    expect((await there.stripe.subscriptions.list()).data).toHaveLength(1)
    expect((await types(there)).at(-1)).toBe('invoice_payment.paid')
  })

  test('on trial asks for nothing until it ends', async () => {
    const { made, before } = await subscribe('4242424242424242', { trial_period_days: 10 })
    expect(made).toMatchObject({ status: 'trialing', trial_end: made.created + 10 * DAY })
    expect(await types(there, before)).toEqual([
      'customer.updated',
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
    ])
    await pass(there, 9 * DAY)
    expect((await types(there)).at(-1)).toBe('customer.subscription.trial_will_end')
    await pass(there, 2 * DAY)
    expect((await there.stripe.subscriptions.retrieve(made.id)).status).toBe('active')
    expect(await payments(there)).toHaveLength(2)
  })

  test('cannot have another currency than the customer’s', async () => {
    const { customer } = await join(there)
    const product = await there.stripe.products.create({ name: 'Abroad' })
    const price = await there.stripe.prices.create({
      ...{ currency: 'usd', unit_amount: 900, product: product.id },
      recurring: { interval: 'month' },
    })
    const made = there.stripe.subscriptions.create({
      ...{ customer: String(customer), items: [{ price: price.id }] },
    })
    await expect(made).rejects.toMatchObject({ statusCode: 400, param: 'items[0][price]' })
  })
})

test('a deleted customer takes all their memberships along, each with its own event', async () => {
  const { customer, before } = await subscribe('4242424242424242')
  const ended = (await log(there)).length
  await there.stripe.customers.del(customer)
  const told = (await log(there)).slice(ended)
  expect(told.map(({ type }) => type)).toEqual([
    'customer.subscription.deleted',
    'customer.subscription.deleted',
    'customer.deleted',
  ])
  const reasons = (await there.stripe.subscriptions.list({ status: 'canceled' })).data.map(
    ({ cancellation_details: details }) => details?.reason,
  )
  expect([before > 0, reasons]).toEqual([true, Array(2).fill('cancellation_requested')])
})

test('why somebody leaves is kept, and told', async () => {
  const { made } = await subscribe('4242424242424242')
  const cancellation_details = { comment: 'Moving away', feedback: 'unused' } as const
  await there.stripe.subscriptions.update(made.id, {
    ...{ cancel_at: 'min_period_end', cancellation_details },
  })
  const told = await eventOf(there, 'customer.subscription.updated')
  expect(told.object).toMatchObject({
    ...{ cancel_at: made.items.data[0]?.current_period_end, cancel_at_period_end: false },
    cancellation_details: { ...cancellation_details, reason: 'cancellation_requested' },
  })
  await pass(there, 32 * DAY)
  expect(await there.stripe.subscriptions.retrieve(made.id)).toMatchObject({
    ...{ status: 'canceled', cancellation_details: { ...cancellation_details } },
  })
})

describe('a first payment as it was up to acacia', () => {
  beforeEach(async () => {
    await there.call('/_sandbox/settings', { legacyFirstPayment: true })
  })

  test('has an incomplete subscription first, active once it is paid', async () => {
    const { subscription } = await join(there)
    await pass(there, 10)
    expect(await types(there)).toEqual([
      'customer.created',
      'customer.updated',
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
      'payment_method.attached',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.paid',
      'invoice.payment_succeeded',
      'customer.subscription.updated',
      'checkout.session.completed',
      'charge.updated',
      'invoice_payment.paid',
    ])
    const { object } = await eventOf(there, 'customer.subscription.created')
    expect(object.status).toBe('incomplete')
    await pass(there, 32 * DAY)
    expect((await there.stripe.subscriptions.retrieve(String(subscription))).status).toBe('active')
    expect(await payments(there)).toHaveLength(2)
  })

  test('that is declined can be tried again on the same subscription', async () => {
    const order = await orderMembership(there)
    expect((await pay(there, order, { card: '4000000000000002' })).status).toBe(402)
    expect((await types(there)).slice(-3)).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
      'invoice.payment_failed',
    ])
    expect((await pay(there, order)).body).toMatchObject({ payment_status: 'paid' })
    const all = (await there.stripe.subscriptions.list({ status: 'all' })).data
    expect(all.map(({ status }) => status)).toEqual(['active'])
  })

  test('that is given up leaves an expired subscription', async () => {
    await pay(there, await orderMembership(there), { card: '4000000000000002' })
    await pass(there, 2 * DAY)
    const all = (await there.stripe.subscriptions.list({ status: 'all' })).data
    expect(all.map(({ status }) => status)).toEqual(['incomplete_expired'])
    expect((await types(there)).slice(-4)).toEqual([
      'customer.subscription.updated',
      'payment_intent.canceled',
      'invoice.voided',
      'checkout.session.expired',
    ])
  })
})
