import { afterEach, beforeEach, expect, test } from 'vitest'
import * as z from 'zod'
import { join, orderGift, pass, pay, payGift, type Town, town } from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

const plain = z.record(z.string(), z.unknown())

/** The object of the newest delivery of this type. */
function told(type: string) {
  const event = there.post.events.findLast((each) => each.type === type)
  return plain.parse(event?.data.object ?? {})
}

async function deliveredIn(oldApiVersion: string, live: () => Promise<unknown>) {
  await there.call('/_sandbox/chaos', { oldApiVersion })
  await live()
  await pass(there, 10)
}

test('before basil an invoice names its subscription and payment, a line its price', async () => {
  await deliveredIn('2020-08-27', () => join(there))
  const invoice = told('invoice.paid')
  expect(invoice).not.toHaveProperty('parent')
  expect(invoice).not.toHaveProperty('total_taxes')
  expect(invoice).toMatchObject({
    subscription: expect.stringMatching(/^sub_/),
    payment_intent: expect.stringMatching(/^pi_/),
    charge: expect.stringMatching(/^ch_/),
    paid: true,
    subscription_details: { metadata: { kind: 'membership' } },
    lines: {
      data: [
        {
          type: 'subscription',
          proration: false,
          subscription_item: expect.stringMatching(/^si_/),
          price: { object: 'price', unit_amount: 700 },
        },
      ],
    },
  })
  const [charge] = (await there.stripe.charges.list()).data
  expect(invoice.charge).toBe(charge?.id)
})

test('before basil a subscription has one period and plan, and a payment its invoice', async () => {
  await deliveredIn('2025-02-24.acacia', () => join(there))
  const subscription = told('customer.subscription.created')
  const [now] = (await there.stripe.subscriptions.list()).data
  const item = now?.items.data[0]
  expect(subscription).toMatchObject({
    current_period_end: item?.current_period_end,
    quantity: 1,
    plan: { object: 'plan', amount: 700 },
  })
  expect(subscription).not.toHaveProperty('items.data.0.current_period_end')
  const [invoice] = (await there.stripe.invoices.list()).data
  expect(told('payment_intent.succeeded')).toMatchObject({ invoice: invoice?.id })
  expect(told('charge.succeeded')).toMatchObject({ invoice: invoice?.id })
  expect(told('charge.succeeded')).not.toHaveProperty('refunds')
})

test('in 2020 an intent listed its charges, and a charge knew its transaction at once', async () => {
  await deliveredIn('2020-08-27', () => payGift(there))
  const charge = told('charge.succeeded')
  const [now] = (await there.stripe.charges.list()).data
  expect(charge).toMatchObject({ invoice: null, refunds: { object: 'list', data: [] } })
  expect(charge.balance_transaction).toBe(now?.balance_transaction)
  expect(told('payment_intent.succeeded')).toMatchObject({
    capture_method: 'automatic',
    charges: { data: [{ id: now?.id }] },
  })
})

test('basil cut those links already, but still says “hosted”', async () => {
  await deliveredIn('2025-04-30.basil', async () => {
    await join(there)
    await pay(there, await orderGift(there))
  })
  expect(told('checkout.session.completed')).toMatchObject({ ui_mode: 'hosted' })
  expect(told('invoice.paid')).toHaveProperty('parent')
  expect(told('invoice.paid')).not.toHaveProperty('subscription')
  expect(told('customer.subscription.created')).not.toHaveProperty('current_period_end')
})

test('before clover a discount holds its coupon whole', async () => {
  const { stripe } = there
  const coupon = await stripe.coupons.create({ percent_off: 25, duration: 'once' })
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    success_url: 'https://news.test/thank-you',
    discounts: [{ coupon: coupon.id }],
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: 'eur',
          unit_amount: 800,
          recurring: { interval: 'month' },
          product_data: { name: 'Membership' },
        },
      },
    ],
  })
  await deliveredIn('2020-08-27', () => pay(there, session))
  expect(told('invoice.paid')).toMatchObject({
    amount_paid: 600,
    discount: { object: 'discount', coupon: { id: coupon.id, percent_off: 25 } },
  })
  expect(told('invoice.paid')).not.toHaveProperty('discount.source')
})

test('a version that is none is refused by name', async () => {
  for (const oldApiVersion of ['basil', '2019-05-16', '2025-13']) {
    const { status, body } = await there.call('/_sandbox/chaos', { oldApiVersion })
    expect(status).toBe(400)
    expect(body).toMatchObject({ error: { param: 'oldApiVersion' } })
  }
})
