import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DAY, orderGift, pass, pay, type Town, town, types } from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

const withInvoice = {
  invoice_creation: {
    enabled: true,
    invoice_data: {
      ...{ description: 'Thank you', footer: 'The Harbour Post', metadata: { kind: 'gift' } },
      custom_fields: [{ name: 'VAT', value: 'none' }],
    },
  },
}

/** The one invoice there is, with its payments. */
async function invoice() {
  const { data } = await there.stripe.invoices.list({ expand: ['data.payments'] })
  expect(data).toHaveLength(1)
  return data[0]
}

describe('a gift whose session asks for an invoice', () => {
  test('gets it once the charge knows its transaction, in the order of 8.5.1', async () => {
    const session = await orderGift(there, withInvoice)
    await pay(there, session)
    await pass(there, 10)
    expect(await types(there)).toEqual([
      'customer.created',
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
      'charge.updated',
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice_payment.paid',
    ])
  })

  test('says what was sold, what was paid, and which payment it was', async () => {
    const session = await orderGift(there, withInvoice)
    await pay(there, session)
    await pass(there, 2)
    const paid = await there.stripe.checkout.sessions.retrieve(session.id)
    const receipt = await invoice()
    expect(paid.invoice).toBe(receipt?.id)
    expect(receipt).toMatchObject({
      ...{ status: 'paid', total: 1000, amount_paid: 1000, billing_reason: 'manual', parent: null },
      ...{ customer: paid.customer, description: 'Thank you', metadata: { kind: 'gift' } },
      custom_fields: [{ name: 'VAT', value: 'none' }],
      lines: { data: [{ amount: 1000, description: 'Gift', quantity: 1 }] },
      payments: {
        data: [{ status: 'paid', payment: { payment_intent: paid.payment_intent } }],
      },
    })
  })

  test('shows the discount on it', async () => {
    await there.stripe.coupons.create({ id: 'TEN', percent_off: 10, duration: 'once' })
    await pay(there, await orderGift(there, { ...withInvoice, discounts: [{ coupon: 'TEN' }] }))
    await pass(there, 2)
    expect(await invoice()).toMatchObject({
      ...{ subtotal: 1000, total: 900, total_discount_amounts: [{ amount: 100 }] },
    })
  })

  test('paid by a bank debit gets it when the money has come', async () => {
    const session = await orderGift(there, withInvoice)
    await pay(there, session, { iban: 'DE89370400440532013000' })
    await pass(there, DAY)
    expect((await there.stripe.invoices.list()).data).toEqual([])
    await pass(there, 5 * DAY)
    expect(await invoice()).toMatchObject({ status: 'paid', amount_paid: 1000 })
  })
})

test('what a session sells once beside a membership stands on its first invoice', async () => {
  const session = await there.stripe.checkout.sessions.create({
    mode: 'subscription',
    success_url: 'https://news.test/thank-you',
    line_items: [
      {
        quantity: 1,
        price_data: {
          ...{ currency: 'eur', unit_amount: 700, recurring: { interval: 'month' } },
          product_data: { name: 'Membership' },
        },
      },
      {
        quantity: 1,
        price_data: { currency: 'eur', unit_amount: 1500, product_data: { name: 'Book' } },
      },
    ],
  })
  await pay(there, session)
  expect(await invoice()).toMatchObject({ total: 2200, amount_paid: 2200 })
  await pass(there, 32 * DAY)
  const [renewal] = (await there.stripe.invoices.list()).data
  expect(renewal).toMatchObject({ total: 700, billing_reason: 'subscription_cycle' })
})

test('the customer that a gift always makes comes first, and by no card that is refused', async () => {
  const session = await orderGift(there, { customer_creation: 'always' })
  await pay(there, session)
  const refused = await orderGift(there, { customer_creation: 'always' })
  await pay(there, refused, { card: '4000000000000002' })
  expect((await there.stripe.customers.list()).data).toHaveLength(1)
  expect(await types(there)).toEqual([
    'customer.created',
    'payment_intent.created',
    'charge.succeeded',
    'payment_intent.succeeded',
    'checkout.session.completed',
    'payment_intent.created',
    'charge.failed',
    'payment_intent.payment_failed',
  ])
})

test.each([
  ['is kept where the order says so', 'off_session', 1],
  ['is used once otherwise', undefined, 0],
] as const)('the card of a gift by a customer %s', async (_, setup_future_usage, kept) => {
  const customer = await there.stripe.customers.create({ email: 'ann@reader.test' })
  const data = setup_future_usage === undefined ? {} : { setup_future_usage }
  const facts = { customer: customer.id, payment_intent_data: data }
  await pay(there, await orderGift(there, facts))
  const { data: methods } = await there.stripe.customers.listPaymentMethods(customer.id)
  expect(methods).toHaveLength(kept)
  const attached = (await types(there)).filter((type) => type === 'payment_method.attached')
  expect(attached).toHaveLength(kept)
})

test('prices of two currencies do not stand on one session', async () => {
  const price = async (currency: string) => {
    const product_data = { name: 'Gift' }
    const made = await there.stripe.prices.create({ currency, unit_amount: 1000, product_data })
    return { price: made.id, quantity: 1 }
  }
  const line_items = [await price('eur'), await price('usd')]
  await expect(orderGift(there, { line_items })).rejects.toMatchObject({
    ...{ statusCode: 400, param: 'line_items' },
  })
})

test('prices that adapt leave charge and books in our currency', async () => {
  const session = await orderGift(there, { adaptive_pricing: { enabled: true } })
  await pay(there, session, { country: 'JP' })
  const [charge] = (await there.stripe.charges.list()).data
  // 10.00 EUR at 165 = 1,650 yen, which have no decimals
  const presentment_details = { presentment_amount: 1650, presentment_currency: 'jpy' }
  expect(charge).toMatchObject({ amount: 1000, currency: 'eur', presentment_details })
  const intent = await there.stripe.paymentIntents.retrieve(String(charge?.payment_intent))
  expect(intent).toMatchObject({ amount: 1000, presentment_details })
  expect(await there.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
    ...{ amount_total: 1000, currency: 'eur', presentment_details },
  })
})

test('a payer at home sees our prices, and so does everybody while prices do not adapt', async () => {
  const adapting = await orderGift(there, { adaptive_pricing: { enabled: true } })
  await pay(there, adapting, { country: 'FR' })
  const fixed = await orderGift(there)
  await pay(there, fixed, { country: 'US' })
  for (const { id } of [adapting, fixed]) {
    const session = await there.stripe.checkout.sessions.retrieve(id)
    expect(session).not.toHaveProperty('presentment_details')
  }
})

test('a session that expires says where it can be taken up again', async () => {
  const { id } = await orderGift(there, {
    after_expiration: { recovery: { enabled: true, allow_promotion_codes: true } },
  })
  await pass(there, DAY)
  const { after_expiration, url, status } = await there.stripe.checkout.sessions.retrieve(id)
  expect({ url, status }).toEqual({ url: null, status: 'expired' })
  expect(after_expiration?.recovery).toMatchObject({
    ...{ enabled: true, allow_promotion_codes: true, url: `http://sandbox.test/r/${id}` },
    expires_at: expect.any(Number),
  })
})
