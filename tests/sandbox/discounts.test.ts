import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  DAY,
  eventOf,
  orderGift,
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

const order = (more: Partial<Stripe.Checkout.SessionCreateParams>) =>
  orderMembership(there, 'month', more)

async function subscriptionOf(session: { id: string }) {
  const { subscription } = await there.stripe.checkout.sessions.retrieve(session.id)
  return there.stripe.subscriptions.retrieve(String(subscription))
}

/** What each invoice came to, the oldest first. */
async function totals() {
  const { data } = await there.stripe.invoices.list({ limit: 100 })
  return data.reverse().map(({ total }) => total)
}

const coupon = (more: Stripe.CouponCreateParams) => there.stripe.coupons.create(more)
const codeOf = (id: string, more: Partial<Stripe.PromotionCodeCreateParams> = {}) =>
  there.stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: id }, ...more })

describe('a coupon', () => {
  test('is made, renamed, listed and deleted, each told of', async () => {
    const made = await coupon({ id: 'SPRING', percent_off: 25.5, duration: 'once', name: 'Spring' })
    expect(made).toMatchObject({ id: 'SPRING', valid: true, times_redeemed: 0, amount_off: null })
    await there.stripe.coupons.update('SPRING', { name: 'Summer', metadata: { by: 'ann' } })
    const { previous_attributes } = await eventOf(there, 'coupon.updated')
    expect(previous_attributes).toEqual({ name: 'Spring', metadata: { by: null } })
    expect((await there.stripe.coupons.list()).data).toMatchObject([{ name: 'Summer' }])
    await there.stripe.coupons.del('SPRING')
    expect((await there.stripe.coupons.list()).data).toEqual([])
    await expect(there.stripe.coupons.retrieve('SPRING')).rejects.toMatchObject({ statusCode: 404 })
    expect(await types(there)).toEqual(['coupon.created', 'coupon.updated', 'coupon.deleted'])
  })

  test.each([
    ['percent_off', {}],
    ['percent_off', { percent_off: 101 }],
    ['percent_off', { percent_off: 10, amount_off: 100, currency: 'eur' }],
    ['currency', { amount_off: 100 }],
    ['duration_in_months', { percent_off: 10, duration: 'repeating' as const }],
    ['redeem_by', { percent_off: 10, redeem_by: START - 1 }],
  ])('is refused for its %s: %j', async (param, wish) => {
    await expect(coupon(wish)).rejects.toMatchObject({ statusCode: 400, param })
  })

  test('lowers a gift: the charge, the totals and the line say so', async () => {
    await coupon({ id: 'TEN', percent_off: 10, duration: 'once' })
    const session = await orderGift(there, { discounts: [{ coupon: 'TEN' }] })
    expect(session).toMatchObject({
      ...{ amount_subtotal: 1000, amount_total: 900 },
      total_details: { amount_discount: 100 },
      discounts: [{ coupon: 'TEN', promotion_code: null }],
    })
    await pay(there, session)
    expect((await payments(there)).map(({ amount }) => amount)).toEqual([900])
    const { data } = await there.stripe.checkout.sessions.listLineItems(session.id)
    expect(data).toMatchObject([{ amount_subtotal: 1000, amount_discount: 100, amount_total: 900 }])
    expect((await there.stripe.coupons.retrieve('TEN')).times_redeemed).toBe(1)
  })

  test('of an amount is shared out by the lines of its products, to the cent', async () => {
    const product = await there.stripe.products.create({ name: 'Mug' })
    const line = (unit_amount: number, mine: boolean) => ({
      quantity: 1,
      price_data: {
        ...{ currency: 'eur', unit_amount },
        ...(mine ? { product: product.id } : { product_data: { name: 'Gift' } }),
      },
    })
    await coupon({
      ...{ id: 'MUG', amount_off: 100, currency: 'eur', duration: 'once' },
      applies_to: { products: [product.id] },
    })
    const expand = ['applies_to', 'currency_options']
    expect(await there.stripe.coupons.retrieve('MUG', { expand })).toMatchObject({
      ...{ applies_to: { products: [product.id] }, currency_options: { eur: { amount_off: 100 } } },
    })
    const session = await orderGift(there, {
      line_items: [line(1000, true), line(5000, false), line(2000, true)],
      discounts: [{ coupon: 'MUG' }],
    })
    const { data } = await there.stripe.checkout.sessions.listLineItems(session.id)
    // 100 by 1000 : 2000 = 33.3 : 66.7
    expect(data.map(({ amount_discount }) => amount_discount)).toEqual([33, 0, 67])
    expect(session.amount_total).toBe(7900)
  })

  test('for everything leaves nothing to pay: no payment intent, no charge, no card', async () => {
    await coupon({ id: 'FREE', percent_off: 100, duration: 'once' })
    const session = await orderGift(there, { discounts: [{ coupon: 'FREE' }] })
    const paid = await there.call(`/_sandbox/checkout/${session.id}/pay`, {
      email: 'ann@reader.test',
    })
    expect(paid.body).toEqual({ status: 'complete', payment_status: 'no_payment_required' })
    expect(await types(there, 1)).toEqual(['checkout.session.completed'])
    expect(await transactions(there)).toEqual([])
    const { payment_intent } = await there.stripe.checkout.sessions.retrieve(session.id)
    expect(payment_intent).toBeNull()
  })

  test('that has been redeemed as often as it may is gone, for sessions that are open too', async () => {
    await coupon({ id: 'ONE', percent_off: 10, duration: 'once', max_redemptions: 1 })
    const first = await orderGift(there, { discounts: [{ coupon: 'ONE' }] })
    const second = await orderGift(there, { discounts: [{ coupon: 'ONE' }] })
    await pay(there, first)
    expect((await pay(there, second)).body.error).toMatchObject({ param: 'promotion_code' })
    await expect(orderGift(there, { discounts: [{ coupon: 'ONE' }] })).rejects.toMatchObject({
      ...{ statusCode: 400, param: 'discounts[0]' },
    })
    expect((await there.stripe.coupons.retrieve('ONE')).valid).toBe(false)
  })

  test('in another currency is refused', async () => {
    await coupon({ id: 'USD', amount_off: 100, currency: 'usd', duration: 'once' })
    await expect(orderGift(there, { discounts: [{ coupon: 'USD' }] })).rejects.toMatchObject({
      ...{ statusCode: 400, param: 'discounts[0]' },
    })
  })
})

describe('the discount of a membership', () => {
  const month = 31 * DAY

  test('that counts once lowers the first invoice alone', async () => {
    await coupon({ id: 'ONCE', amount_off: 200, currency: 'eur', duration: 'once' })
    const session = await order({ discounts: [{ coupon: 'ONCE' }] })
    await pay(there, session)
    const { discounts } = await subscriptionOf(session)
    const [invoice] = (await there.stripe.invoices.list({ expand: ['data.discounts'] })).data
    expect(invoice).toMatchObject({
      ...{ subtotal: 700, total: 500, amount_paid: 500 },
      total_discount_amounts: [{ amount: 200, discount: discounts[0] }],
      discounts: [{ object: 'discount', source: { type: 'coupon', coupon: 'ONCE' } }],
    })
    await pass(there, 10)
    const before = (await types(there)).length
    await pass(there, month + DAY)
    expect((await types(there, before)).slice(0, 4)).toEqual([
      'invoice.upcoming',
      'customer.subscription.updated',
      'customer.discount.deleted',
      'invoice.created',
    ])
    const { previous_attributes } = await eventOf(there, 'customer.subscription.updated')
    expect(previous_attributes).toMatchObject({ discounts })
    expect(await totals()).toEqual([500, 700])
    expect((await payments(there)).map(({ amount }) => amount)).toEqual([700, 500])
  })

  test('that repeats for two months lowers two invoices', async () => {
    const facts = { duration: 'repeating', duration_in_months: 2 } as const
    await coupon({ id: 'TWO', percent_off: 50, ...facts })
    const session = await order({ discounts: [{ coupon: 'TWO' }] })
    await pay(there, session)
    await pass(there, 3 * month) // renewals on 30 April, 31 May (two months later) and 30 June
    expect(await totals()).toEqual([350, 350, 700, 700])
    expect((await subscriptionOf(session)).discounts).toEqual([])
  })

  test('that lasts for ever lowers them all, told of as it begins', async () => {
    await coupon({ id: 'EVER', percent_off: 15, duration: 'forever' })
    await pay(there, await order({ discounts: [{ coupon: 'EVER' }] }))
    await there.stripe.coupons.del('EVER')
    await pass(there, 2 * month)
    // 15 % of 700 = 105
    expect(await totals()).toEqual([595, 595, 595])
    expect((await types(there)).filter((type) => type.startsWith('customer.discount'))).toEqual([
      'customer.discount.created',
    ])
  })

  test('for everything keeps a card, or none where none is asked for', async () => {
    await coupon({ id: 'ALL', percent_off: 100, duration: 'once' })
    const session = await order({ discounts: [{ coupon: 'ALL' }] })
    await pay(there, session)
    expect(await types(there, 1)).toEqual([
      'setup_intent.created',
      'setup_intent.succeeded',
      'payment_method.attached',
      'customer.created',
      'customer.updated',
      'checkout.session.completed',
      'customer.subscription.created',
      'customer.discount.created',
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
    ])
    const { status, default_payment_method } = await subscriptionOf(session)
    expect([status, typeof default_payment_method]).toEqual(['active', 'string'])
    const bare = await order({
      ...{ discounts: [{ coupon: 'ALL' }], payment_method_collection: 'if_required' },
    })
    await there.call(`/_sandbox/checkout/${bare.id}/pay`, { email: 'bob@reader.test' })
    expect(await subscriptionOf(bare)).toMatchObject({ default_payment_method: null })
    await pass(there, month + DAY)
    expect((await payments(there)).map(({ amount }) => amount)).toEqual([700])
  })
})

describe('a promotion code', () => {
  test('takes something off when its payer types it, in any case', async () => {
    await coupon({ id: 'C', percent_off: 20, duration: 'once' })
    const made = await codeOf('C', { code: 'Readers' })
    expect(made).toMatchObject({ active: true, promotion: { type: 'coupon', coupon: 'C' } })
    const session = await orderGift(there, { allow_promotion_codes: true })
    await pay(there, session, { promotion_code: 'READERS' })
    expect(await there.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      ...{ amount_total: 800, discounts: [{ coupon: null, promotion_code: made.id }] },
    })
    const again = await there.stripe.promotionCodes.list({ code: 'readers' })
    expect(again.data).toMatchObject([{ id: made.id, times_redeemed: 1 }])
  })

  test('changes what a payment intent that was declined before is for', async () => {
    await coupon({ id: 'C', percent_off: 20, duration: 'once' })
    await codeOf('C', { code: 'NOW' })
    const session = await orderGift(there, { allow_promotion_codes: true })
    await pay(there, session, { card: '4000000000000002' })
    await pay(there, session, { promotion_code: 'NOW' })
    const [intent] = (await there.stripe.paymentIntents.list()).data
    expect(intent).toMatchObject({ amount: 800, amount_received: 800, status: 'succeeded' })
  })

  test.each([
    ['is unknown', {}, 'This code is invalid.'],
    ['is switched off', { active: false }, 'This code is invalid.'],
    [
      'is for larger payments',
      { restrictions: { minimum_amount: 2000, minimum_amount_currency: 'eur' } },
      'This code is for payments of at least €20.00.',
    ],
    [
      'is for another currency',
      { restrictions: { minimum_amount: 100, minimum_amount_currency: 'usd' } },
      'This code is for another currency.',
    ],
  ])('that %s says so and leaves the session open', async (name, more, message) => {
    await coupon({ id: 'C', percent_off: 20, duration: 'once' })
    await codeOf('C', { code: name === 'is unknown' ? 'OTHER' : 'CODE', ...more })
    const session = await orderGift(there, { allow_promotion_codes: true })
    const { status, body } = await pay(there, session, { promotion_code: 'CODE' })
    expect([status, body.error.message]).toEqual([400, message])
    expect((await there.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open')
  })

  test('ends on its day, and with its coupon', async () => {
    await coupon({ id: 'C', percent_off: 20, duration: 'once', redeem_by: START + 3 * DAY })
    const short = await codeOf('C', { code: 'SHORT', expires_at: START + DAY })
    const long = await codeOf('C', { code: 'LONG' })
    await pass(there, DAY)
    expect((await there.stripe.promotionCodes.retrieve(short.id)).active).toBe(false)
    await pass(there, 2 * DAY)
    expect((await there.stripe.promotionCodes.retrieve(long.id)).active).toBe(false)
    expect((await there.stripe.coupons.retrieve('C')).valid).toBe(false)
    await expect(
      there.stripe.promotionCodes.update(long.id, { active: true }),
    ).rejects.toMatchObject({ statusCode: 400, param: 'active' })
  })
})

describe('discounts that a program puts on a membership', () => {
  test('lower what comes, are told of, and go when they are taken off', async () => {
    await coupon({ id: 'HALF', percent_off: 50, duration: 'forever' })
    const session = await order({})
    await pay(there, session)
    const { id } = await subscriptionOf(session)
    const before = (await types(there)).length
    const discounted = await there.stripe.subscriptions.update(id, {
      discounts: [{ coupon: 'HALF' }],
    })
    expect(await types(there, before)).toEqual([
      'customer.subscription.updated',
      'customer.discount.created',
    ])
    await pass(there, 32 * DAY)
    const [discount = ''] = discounted.discounts.map(String)
    const kept = await there.stripe.subscriptions.update(id, { discounts: [{ discount }] })
    expect(kept.discounts).toEqual([discount])
    const bare = await there.stripe.subscriptions.update(id, { discounts: '' })
    expect(bare.discounts).toEqual([])
    expect((await types(there)).at(-1)).toBe('customer.discount.deleted')
    await pass(there, 31 * DAY)
    expect(await totals()).toEqual([700, 350, 700])
  })

  test('are refused where they are unknown or over', async () => {
    await coupon({ id: 'ONE', percent_off: 50, duration: 'once', max_redemptions: 1 })
    const session = await order({ discounts: [{ coupon: 'ONE' }] })
    await pay(there, session)
    const { id } = await subscriptionOf(session)
    const update = (discounts: Stripe.SubscriptionUpdateParams.Discount[]) =>
      there.stripe.subscriptions.update(id, { discounts })
    await expect(update([{ coupon: 'ONE' }])).rejects.toMatchObject({
      ...{ statusCode: 400, param: 'discounts[0]' },
    })
    await expect(update([{ discount: 'di_x' }])).rejects.toMatchObject({ statusCode: 404 })
  })
})
