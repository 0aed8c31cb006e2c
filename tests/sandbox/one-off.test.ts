import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  balanceSum,
  DAY,
  eventOf,
  join,
  orderGift,
  pass,
  pay,
  payGift,
  payments,
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

describe('a one-off payment', () => {
  test('is told in the order of 8.5.1, the charge learning its transaction two seconds later', async () => {
    await payGift(there)
    expect(await types(there)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ])
    await pass(there, 2)
    expect(await types(there, 4)).toEqual(['charge.updated'])
    const { object, previous_attributes } = await eventOf(there, 'charge.updated')
    expect(previous_attributes).toEqual({ balance_transaction: null })
    const [txn] = await transactions(there)
    expect(object.balance_transaction).toBe(txn?.id)
  })

  test('costs 1.5 % and 25 cents, and is there as a transaction at once', async () => {
    const session = await payGift(there)
    const [txn] = await transactions(there)
    expect(txn).toMatchObject({
      ...{ amount: 1000, fee: 40, net: 960, currency: 'eur', type: 'charge', status: 'pending' },
      ...{ reporting_category: 'charge', exchange_rate: null },
    })
    expect(txn?.available_on).toBe(Date.UTC(2026, 3, 3) / 1000)
    const intent = await there.stripe.paymentIntents.retrieve(String(session.payment_intent), {
      expand: ['latest_charge'],
    })
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 1000 })
    expect(intent.latest_charge).toMatchObject({ balance_transaction: null, paid: true })
    expect(txn?.source).toBe(typeof intent.latest_charge === 'object' && intent.latest_charge?.id)
  })

  test('of a guest makes no customer; one is made where the order says always', async () => {
    const guest = await payGift(there)
    expect(guest).toMatchObject({ customer: null, payment_status: 'paid', status: 'complete' })
    expect(guest.customer_details).toMatchObject({ email: 'ann@reader.test' })
    const order = await orderGift(there, { customer_creation: 'always' })
    await pay(there, order)
    const { customer } = await there.stripe.checkout.sessions.retrieve(order.id)
    expect(customer).toMatch(/^cus_/)
  })

  test('carries the metadata of payment_intent_data and none of the session', async () => {
    const order = await orderGift(there, { metadata: { only: 'session' } })
    await pay(there, order)
    const { data } = await there.stripe.charges.list()
    expect(data[0]?.metadata).toEqual({ kind: 'gift' })
  })

  test('that is declined leaves the session open for another try with the same intent', async () => {
    const order = await orderGift(there)
    const refused = await pay(there, order, { card: '4000000000009995' })
    expect(refused).toMatchObject({
      status: 402,
      body: { error: { type: 'card_error', decline_code: 'insufficient_funds' } },
    })
    expect((await there.stripe.checkout.sessions.retrieve(order.id)).status).toBe('open')
    expect((await pay(there, order)).body).toEqual({ status: 'complete', payment_status: 'paid' })
    expect(await types(there)).toEqual([
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ])
    expect(await payments(there)).toHaveLength(1)
  })

  test('by a 3-D Secure card waits for its holder', async () => {
    const order = await orderGift(there)
    const asked = await pay(there, order, { card: '4000000000003220' })
    expect(asked.body).toEqual({
      status: 'open',
      payment_status: 'unpaid',
      next_action: 'authenticate',
    })
    const path = `/_sandbox/checkout/${order.id}/pay`
    const consent = { email: 'ann@reader.test', card: '4000000000003220', authenticated: true }
    expect((await there.call(path, consent)).body.payment_status).toBe('paid')
    expect(await types(there)).toEqual([
      'payment_intent.created',
      'payment_intent.requires_action',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ])
  })

  test('in dollars by an American card settles in euros with both fees', async () => {
    const order = await orderGift(there, {
      line_items: [
        {
          quantity: 1,
          price_data: { currency: 'usd', unit_amount: 1080, product_data: { name: 'Gift' } },
        },
      ],
    })
    await pay(there, order, { country: 'US' })
    // 10.80 USD / 1.08 = 10.00 EUR; 3.25 % = 32.5 -> 33, + 25; conversion 2 % = 20
    expect((await transactions(there))[0]).toMatchObject({
      ...{ amount: 1000, fee: 78, net: 922, currency: 'eur', exchange_rate: 0.925926 },
    })
  })

  test('that nobody makes expires when its time is over', async () => {
    const order = await orderGift(there)
    await pass(there, DAY)
    expect(await types(there)).toEqual(['checkout.session.expired'])
    expect((await pay(there, order)).status).toBe(400)
  })
})

describe('a bank debit', () => {
  const good = { iban: 'DE89 3704 0044 0532 0130 00' }
  const bad = { iban: 'DE62 3704 0044 0532 0130 01' }

  test('is under way for five days, then paid (8.5.9)', async () => {
    const session = await payGift(there, good)
    expect(session).toMatchObject({ status: 'complete', payment_status: 'unpaid' })
    expect(await balanceSum(there)).toBe(0)
    await pass(there, 5 * DAY + 10)
    expect(await types(there)).toEqual([
      'payment_intent.created',
      'payment_intent.processing',
      'charge.pending',
      'checkout.session.completed',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.async_payment_succeeded',
      'charge.updated',
    ])
    const [txn] = await transactions(there)
    expect(txn).toMatchObject({ type: 'payment', reporting_category: 'charge', fee: 35 })
  })

  test('that fails brings no money and says so', async () => {
    await payGift(there, bad)
    await pass(there, 6 * DAY)
    expect((await types(there)).slice(4)).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
      'checkout.session.async_payment_failed',
    ])
    expect(await transactions(there)).toEqual([])
  })

  test('starts a membership that is pending until the money comes', async () => {
    const { subscription } = await join(there, good)
    const id = String(subscription)
    expect((await there.stripe.subscriptions.retrieve(id)).status).toBe('incomplete')
    await pass(there, 6 * DAY)
    expect((await there.stripe.subscriptions.retrieve(id)).status).toBe('active')
    await pass(there, 31 * DAY)
    expect((await transactions(there)).filter(({ type }) => type === 'payment')).toHaveLength(2)
  })
})
