import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { join, log, orderGift, pass, pay, payGift, type Town, town } from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

/** The types that a replay sends, in the order in which they arrive. */
async function replayed(asked: object): Promise<string[]> {
  await pass(there, 10)
  there.post.events.length = 0
  expect((await there.call('/_sandbox/replay', asked)).status).toBe(200)
  return there.post.events.map(({ type }) => type)
}

describe('a replay', () => {
  test('sends what has happened once more, one after the other, in its order', async () => {
    await payGift(there)
    expect(await replayed({})).toEqual([
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
      'charge.updated',
    ])
    expect(await replayed({ order: 'newest_first' })).toEqual([
      'charge.updated',
      'checkout.session.completed',
      'payment_intent.succeeded',
      'charge.succeeded',
    ])
  })

  test('begins where it is told to: at an event, or at a time', async () => {
    await payGift(there)
    await pass(there, 10)
    const settled = (await log(there)).find(({ type }) => type === 'charge.updated')
    expect(await replayed({ from: settled?.id })).toEqual(['charge.updated'])
    expect(await replayed({ from: settled?.created })).toEqual(['charge.updated'])
    const unknown = await there.call('/_sandbox/replay', { from: 'evt_unknown' })
    expect(unknown).toMatchObject({ status: 404, body: { error: { param: 'from' } } })
  })

  test('in an order that has broken others brings its event too early, or too late', async () => {
    await join(there)
    const [subscription] = (await there.stripe.subscriptions.list()).data
    await there.stripe.subscriptions.update(subscription?.id ?? '', { cancel_at_period_end: true })
    await there.stripe.subscriptions.cancel(subscription?.id ?? '')
    expect((await replayed({ order: 'subscription_updated_before_created' }))[0]).toBe(
      'customer.subscription.updated',
    )
    expect((await replayed({ order: 'session_completed_before_subscription' }))[0]).toBe(
      'checkout.session.completed',
    )
    expect((await replayed({ order: 'invoice_payment_after_deleted' })).slice(-2)).toEqual([
      'customer.subscription.deleted',
      'invoice_payment.paid',
    ])
    expect((await replayed({ order: 'charge_updated_before_succeeded' }))[0]).toBe('charge.updated')
  })

  test('shuffled follows its seed', async () => {
    await join(there)
    const first = await replayed({ order: 'shuffle', seed: 3 })
    expect(await replayed({ order: 'shuffle', seed: 3 })).toEqual(first)
    expect(await replayed({ order: 'shuffle', seed: 4 })).not.toEqual(first)
    expect(first.toSorted()).toEqual((await replayed({})).toSorted())
  })

  test('in an order that nobody knows is refused by name', async () => {
    const { status, body } = await there.call('/_sandbox/replay', { order: 'backwards' })
    expect(status).toBe(400)
    expect(body).toMatchObject({ error: { param: 'order' } })
  })
})

test('one change may be told by two events, which differ in nothing but their id', async () => {
  await there.call('/_sandbox/chaos', { splitEvent: 1 })
  await payGift(there)
  await pass(there, 0)
  const told = there.post.events.filter(({ type }) => type === 'charge.succeeded')
  expect(told).toHaveLength(2)
  const [one, other] = told
  expect(one?.id).not.toBe(other?.id)
  expect({ ...one, id: '' }).toEqual({ ...other, id: '' })
  expect((await log(there)).filter(({ type }) => type === 'charge.succeeded')).toHaveLength(2)
})

test('an answer may be lost after the work was done, and its idempotency key brings it back', async () => {
  const endpoint = 'POST /v1/checkout/sessions'
  await there.call('/_sandbox/chaos', {
    faults: [{ endpoint, closeConnection: true, after: true }],
  })
  await expect(orderGift(there)).rejects.toMatchObject({ type: 'StripeConnectionError' })
  expect((await there.stripe.checkout.sessions.list()).data).toHaveLength(1)
  await there.call('/_sandbox/chaos', { faults: [{ endpoint, status: 500, after: true }] })
  const once = { idempotencyKey: 'once' }
  const order = () =>
    there.stripe.checkout.sessions.create(
      {
        mode: 'payment',
        success_url: 'https://news.test/',
        line_items: [
          {
            quantity: 1,
            price_data: { currency: 'eur', unit_amount: 500, product_data: { name: 'Gift' } },
          },
        ],
      },
      once,
    )
  await expect(order()).rejects.toMatchObject({ statusCode: 500 })
  const session = await order()
  expect((await there.stripe.checkout.sessions.list()).data).toHaveLength(2)
  await pay(there, session)
  expect((await there.stripe.checkout.sessions.retrieve(session.id)).status).toBe('complete')
})

test('the same seed makes the same trouble, another seed another', async () => {
  const lived = async (seed: number) => {
    const other = await town()
    const setting = { seed, duplicate: 0.4, splitEvent: 0.3, reorder: 'shuffle', badSignature: 0.2 }
    await other.call('/_sandbox/chaos', { ...setting, delay: [0, 40], concurrent: 1 })
    await join(other)
    await payGift(other)
    await pass(other, 10)
    await other.call('/_sandbox/flush', {})
    const seen = [other.post.refused, ...other.post.events.map(({ id, type }) => `${id} ${type}`)]
    await other.close()
    return seen
  }
  const first = await lived(11)
  expect(await lived(11)).toEqual(first)
  expect(await lived(12)).not.toEqual(first)
})

test('as many deliveries are under way at once as chaos says, and not one more', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  there.post.held = promise
  await there.call('/_sandbox/chaos', { concurrent: 2 })
  await payGift(there)
  await expect.poll(() => there.post.inHand).toBe(2)
  resolve()
  await pass(there, 10)
  expect(there.post.events).toHaveLength(4)
  expect(there.post.atOnce).toBe(2)
})
