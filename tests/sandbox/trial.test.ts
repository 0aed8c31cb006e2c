import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
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
  transactions,
  types,
} from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

type Data = Stripe.Checkout.SessionCreateParams.SubscriptionData

const order = (subscription_data: Data, more: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  orderMembership(there, 'month', { subscription_data, ...more })

async function subscriptionOf(session: { id: string }) {
  const { subscription } = await there.stripe.checkout.sessions.retrieve(session.id)
  return there.stripe.subscriptions.retrieve(String(subscription))
}

/** Begins a trial that keeps no card. */
async function withoutCard(missing_payment_method: 'cancel' | 'create_invoice' | 'pause') {
  const session = await order(
    { trial_period_days: 10, trial_settings: { end_behavior: { missing_payment_method } } },
    { payment_method_collection: 'if_required' },
  )
  await there.call(`/_sandbox/checkout/${session.id}/pay`, { email: 'ann@reader.test' })
  return session
}

describe('a membership on trial', () => {
  test('begins with a card that is kept and not charged', async () => {
    const session = await order({ trial_period_days: 14 })
    expect(session).toMatchObject({ amount_total: 0, amount_subtotal: 0 })
    expect((await pay(there, session)).body).toEqual({
      status: 'complete',
      payment_status: 'no_payment_required',
    })
    expect(await types(there)).toEqual([
      'setup_intent.created',
      'setup_intent.succeeded',
      'payment_method.attached',
      'customer.created',
      'customer.updated',
      'checkout.session.completed',
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
    ])
    expect(await subscriptionOf(session)).toMatchObject({
      ...{ status: 'trialing', trial_start: START, trial_end: START + 14 * DAY },
      billing_cycle_anchor: START + 14 * DAY,
      items: { data: [{ current_period_start: START, current_period_end: START + 14 * DAY }] },
    })
    expect(await transactions(there)).toEqual([])
  })

  test('has a first invoice of nothing, paid without a payment', async () => {
    const session = await order({ trial_period_days: 14 })
    await pay(there, session)
    const [invoice] = (await there.stripe.invoices.list({ expand: ['data.payments'] })).data
    expect(invoice).toMatchObject({
      ...{ status: 'paid', total: 0, amount_due: 0, amount_paid: 0, attempt_count: 0 },
      ...{ billing_reason: 'subscription_create', payments: { data: [] } },
      lines: { data: [{ amount: 0, period: { start: START, end: START + 14 * DAY } }] },
    })
    expect((await there.stripe.paymentIntents.list()).data).toEqual([])
  })

  test('is told of three days before it ends, then renews as any other', async () => {
    await pay(there, await order({ trial_period_days: 14 }))
    const before = (await types(there)).length
    await pass(there, 14 * DAY + 60)
    expect(await types(there, before)).toEqual([
      'invoice.upcoming',
      'customer.subscription.trial_will_end',
      'customer.subscription.updated',
      'invoice.created',
    ])
    const { object, previous_attributes } = await eventOf(there, 'customer.subscription.updated')
    expect(object.status).toBe('active')
    expect(Object.keys(previous_attributes).sort()).toEqual(['items', 'latest_invoice', 'status'])
    expect(previous_attributes.status).toBe('trialing')
    const told = await eventOf(there, 'customer.subscription.trial_will_end')
    expect(told.object).toMatchObject({ status: 'trialing', trial_end: START + 14 * DAY })
    await pass(there, DAY)
    expect((await payments(there)).map(({ amount }) => amount)).toEqual([700])
    // the trial ended on 14 April: so does each month from there
    expect(object).toMatchObject({
      items: { data: [{ current_period_end: Date.UTC(2026, 4, 14, 12) / 1000 }] },
    })
  })

  test('shorter than three days is told of at once', async () => {
    await pay(there, await order({ trial_end: START + 2 * DAY }))
    await pass(there, 1)
    expect((await types(there)).at(-1)).toBe('customer.subscription.trial_will_end')
  })

  test('that is cancelled meanwhile ends with it, and nobody is charged', async () => {
    const session = await order({ trial_period_days: 14 })
    await pay(there, session)
    const { id } = await subscriptionOf(session)
    await there.stripe.subscriptions.update(id, { cancel_at_period_end: true })
    await pass(there, 40 * DAY)
    expect(await there.stripe.subscriptions.retrieve(id)).toMatchObject({
      ...{ status: 'canceled', ended_at: START + 14 * DAY },
    })
    expect(await transactions(there)).toEqual([])
  })

  test('pays for what is sold once beside it', async () => {
    const line = (quantity: number, price_data: object) => ({
      quantity,
      price_data: { currency: 'eur', product_data: { name: 'Mug' }, ...price_data },
    })
    const monthly = { unit_amount: 700, recurring: { interval: 'month' } }
    const session = await order(
      { trial_period_days: 14 },
      { line_items: [line(1, monthly), line(2, { unit_amount: 500 })] },
    )
    expect(session.amount_total).toBe(1000)
    await pay(there, session)
    const [invoice] = (await there.stripe.invoices.list()).data
    expect(invoice).toMatchObject({ total: 1000, amount_paid: 1000, status: 'paid' })
    expect(await subscriptionOf(session)).toMatchObject({ status: 'trialing' })
    expect((await payments(there)).map(({ amount }) => amount)).toEqual([1000])
  })

  test('leaves a discount that counts once for the first invoice that asks for money', async () => {
    await there.stripe.coupons.create({ id: 'ONCE', percent_off: 50, duration: 'once' })
    await pay(there, await order({ trial_period_days: 10 }, { discounts: [{ coupon: 'ONCE' }] }))
    await pass(there, 60 * DAY)
    const { data } = await there.stripe.invoices.list({ limit: 10 })
    expect(data.map(({ total }) => total).reverse()).toEqual([0, 350, 700])
  })

  test('keeps the card of a declined try out, and the session open', async () => {
    const session = await order({ trial_period_days: 14 })
    const refused = await pay(there, session, { card: '4000000000000002' })
    expect(refused).toMatchObject({ status: 402, body: { error: { code: 'card_declined' } } })
    expect(refused.body.error).not.toHaveProperty('charge')
    await pay(there, session)
    expect((await types(there)).slice(0, 3)).toEqual([
      'setup_intent.created',
      'setup_intent.setup_failed',
      'setup_intent.succeeded',
    ])
  })

  test.each([
    ['trial_period_days', { trial_period_days: 0 }],
    ['trial_period_days', { trial_period_days: 731 }],
    ['trial_end', { trial_end: START + DAY }],
    ['trial_period_days', { trial_end: START + 3 * DAY, trial_period_days: 3 }],
  ])('is refused for its %s: %j', async (param, data) => {
    await expect(order(data)).rejects.toMatchObject({
      ...{ statusCode: 400, param: `subscription_data[${param}]` },
    })
  })
})

describe('a trial that ends without a card', () => {
  test('cancels where that is asked for', async () => {
    const session = await withoutCard('cancel')
    await pass(there, 10 * DAY)
    expect((await types(there)).at(-1)).toBe('customer.subscription.deleted')
    expect(await subscriptionOf(session)).toMatchObject({
      ...{ status: 'canceled', ended_at: START + 10 * DAY },
      cancellation_details: { reason: null },
    })
  })

  test('pauses where that is asked for, and says why', async () => {
    const session = await withoutCard('pause')
    await pass(there, 10 * DAY)
    expect((await types(there)).slice(-2)).toEqual([
      'customer.subscription.paused',
      'customer.subscription.updated',
    ])
    expect(await subscriptionOf(session)).toMatchObject({
      status: 'paused',
      status_details: { paused: { subscription: { type: 'trial_end_without_payment_method' } } },
    })
    expect((await there.stripe.invoices.list()).data).toHaveLength(1)
  })

  test('makes an invoice that nobody can pay otherwise', async () => {
    const session = await withoutCard('create_invoice')
    await pass(there, 10 * DAY + 2 * 3600)
    expect(await subscriptionOf(session)).toMatchObject({ status: 'past_due' })
    expect((await types(there)).slice(-2)).toEqual([
      'invoice.payment_failed',
      'customer.subscription.updated',
    ])
  })
})
