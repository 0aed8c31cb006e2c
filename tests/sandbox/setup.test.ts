import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DAY, eventOf, join, pass, pay, type Town, town, transactions, types } from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

const success_url = 'https://news.test/done'

describe('a session in setup mode', () => {
  test('keeps a card for its customer and takes no money', async () => {
    const customer = await there.stripe.customers.create({ email: 'ann@reader.test' })
    const session = await there.stripe.checkout.sessions.create({
      ...{ mode: 'setup', currency: 'eur', success_url, customer: customer.id },
      setup_intent_data: { metadata: { why: 'new card' } },
    })
    expect(session).toMatchObject({
      ...{ amount_total: null, payment_status: 'no_payment_required', payment_intent: null },
      setup_intent: expect.stringMatching(/^seti_/),
    })
    await pay(there, session)
    expect(await types(there, 1)).toEqual([
      'setup_intent.created',
      'payment_method.attached',
      'setup_intent.succeeded',
      'checkout.session.completed',
    ])
    const setup = await there.stripe.setupIntents.retrieve(String(session.setup_intent))
    expect(setup).toMatchObject({ status: 'succeeded', metadata: { why: 'new card' } })
    const { data } = await there.stripe.customers.listPaymentMethods(customer.id)
    expect(data).toMatchObject([{ id: setup.payment_method, customer: customer.id }])
    expect(await transactions(there)).toEqual([])
  })

  test('of a guest makes a customer where it says always', async () => {
    const session = await there.stripe.checkout.sessions.create({
      ...{ mode: 'setup', currency: 'eur', success_url, customer_creation: 'always' },
    })
    await pay(there, session, { iban: 'DE89370400440532013000' })
    const { customer } = await there.stripe.checkout.sessions.retrieve(session.id)
    expect(customer).toMatch(/^cus_/)
    const [setup] = (await there.stripe.setupIntents.list({ customer: String(customer) })).data
    expect(setup).toMatchObject({ status: 'succeeded', mandate: expect.any(String) })
  })

  test('asks the holder of a 3-D Secure card, whose no is a failed setup', async () => {
    const session = await there.stripe.checkout.sessions.create({
      ...{ mode: 'setup', currency: 'eur', success_url },
    })
    const path = `/_sandbox/checkout/${session.id}/pay`
    const typed = { email: 'ann@reader.test', card: '4000000000003220' }
    expect((await there.call(path, typed)).body.next_action).toBe('authenticate')
    expect((await there.call(path, { ...typed, authenticated: false })).status).toBe(402)
    expect((await there.call(path, { ...typed, authenticated: true })).body.status).toBe('complete')
    expect(await types(there)).toEqual([
      'setup_intent.created',
      'setup_intent.requires_action',
      'setup_intent.setup_failed',
      'setup_intent.succeeded',
      'checkout.session.completed',
    ])
    const { object } = await eventOf(there, 'setup_intent.setup_failed')
    expect(object.last_setup_error).toMatchObject({
      code: 'setup_intent_authentication_failure',
    })
  })

  test('that nobody fills in expires, and so does its setup intent', async () => {
    const session = await there.stripe.checkout.sessions.create({
      ...{ mode: 'setup', currency: 'eur', success_url },
    })
    await pass(there, DAY)
    expect(await types(there, 1)).toEqual(['checkout.session.expired', 'setup_intent.canceled'])
    const { status } = await there.stripe.setupIntents.retrieve(String(session.setup_intent))
    expect(status).toBe('canceled')
  })
})

describe('a setup intent of one’s own', () => {
  test('is confirmed with a test card, and keeps it', async () => {
    const { id: customer } = await there.stripe.customers.create({})
    const made = await there.stripe.setupIntents.create({ customer })
    expect(made.status).toBe('requires_payment_method')
    const done = await there.stripe.setupIntents.confirm(made.id, {
      payment_method: 'pm_card_visa',
    })
    expect(done).toMatchObject({ status: 'succeeded', customer })
    expect(await types(there, 1)).toEqual([
      'setup_intent.created',
      'payment_method.attached',
      'setup_intent.succeeded',
    ])
    await expect(there.stripe.setupIntents.cancel(made.id)).rejects.toMatchObject({
      ...{ statusCode: 400, code: 'setup_intent_unexpected_state' },
    })
  })

  test('of a refused card fails with the intent in the answer, and may be tried again', async () => {
    const refused = there.stripe.setupIntents.create({
      ...{ confirm: true, payment_method: 'pm_card_visa_chargeDeclined' },
    })
    await expect(refused).rejects.toMatchObject({ statusCode: 402, code: 'card_declined' })
    const [setup] = (await there.stripe.setupIntents.list()).data
    expect(setup).toMatchObject({ status: 'requires_payment_method', payment_method: null })
  })
})

describe('a payment method', () => {
  test('is made, attached, changed, and detached for good', async () => {
    const { id: customer } = await there.stripe.customers.create({})
    const made = await there.stripe.paymentMethods.create({
      ...{ type: 'card', card: { number: '4242424242424242', exp_month: 1, exp_year: 2030 } },
    })
    expect(made).toMatchObject({ customer: null, card: { last4: '4242' } })
    await there.stripe.paymentMethods.attach(made.id, { customer })
    await there.stripe.paymentMethods.update(made.id, { card: { exp_year: 2035 } })
    expect((await eventOf(there, 'payment_method.updated')).previous_attributes).toEqual({
      card: { exp_year: 2040 },
    })
    await there.stripe.paymentMethods.detach(made.id)
    expect((await eventOf(there, 'payment_method.detached')).previous_attributes).toEqual({
      customer,
    })
    const again = there.stripe.paymentMethods.attach(made.id, { customer })
    await expect(again).rejects.toMatchObject({ statusCode: 400 })
  })

  test('that is detached charges no subscription any more', async () => {
    const { subscription } = await join(there)
    const before = await there.stripe.subscriptions.retrieve(String(subscription))
    await there.stripe.paymentMethods.detach(String(before.default_payment_method))
    expect((await types(there)).slice(-2)).toEqual([
      'payment_method.detached',
      'customer.subscription.updated',
    ])
    await pass(there, 32 * DAY)
    const after = await there.stripe.subscriptions.retrieve(String(subscription))
    expect(after).toMatchObject({ status: 'past_due', default_payment_method: null })
  })
})
