import { afterEach, beforeEach, expect, test } from 'vitest'
import { orderGift, pass, payGift, type Town, town } from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

const ordering = 'POST /v1/checkout/sessions'

test('an ordered fault answers in the envelope as often as it says, and leaves nothing behind', async () => {
  await there.call('/_sandbox/chaos', { faults: [{ endpoint: ordering, status: 429, times: 2 }] })
  for (const _ of [1, 2]) {
    await expect(orderGift(there)).rejects.toMatchObject({ statusCode: 429, code: 'rate_limit' })
  }
  expect((await there.stripe.products.list()).data).toEqual([])
  expect((await orderGift(there)).status).toBe('open')
})

test('a fault may be a body that is no JSON, a broken connection, or nothing but time', async () => {
  const faults = [
    { endpoint: ordering, body: '<html>' },
    { endpoint: ordering, closeConnection: true },
    { endpoint: ordering, latencyMs: 20 },
  ]
  await there.call('/_sandbox/chaos', { faults })
  await expect(orderGift(there)).rejects.toMatchObject({ type: 'StripeAPIError' })
  await expect(orderGift(there)).rejects.toMatchObject({ type: 'StripeConnectionError' })
  expect((await orderGift(there)).status).toBe('open')
})

test.each([
  [429, 'rate_limit', { 'retry-after': '1', 'stripe-rate-limited-reason': 'endpoint-rate' }],
  [409, 'lock_timeout', { 'stripe-should-retry': 'true' }],
])('an ordered %i is refused as Stripe does it, headers and all', async (status, code, headers) => {
  await there.call('/_sandbox/chaos', { faults: [{ endpoint: ordering, status }] })
  await expect(orderGift(there)).rejects.toMatchObject({ statusCode: status, code, headers })
})

test('headers can be ordered with a fault, in place of the usual ones', async () => {
  const headers = { 'Stripe-Rate-Limited-Reason': 'global-rate' }
  await there.call('/_sandbox/chaos', { faults: [{ endpoint: ordering, status: 429, headers }] })
  await expect(orderGift(there)).rejects.toMatchObject({
    headers: { 'stripe-rate-limited-reason': 'global-rate', 'retry-after': '1' },
  })
})

test('a connection may be cut before the first header', async () => {
  const faults = [{ endpoint: ordering, closeConnection: 'at_once', times: 2 }]
  await there.call('/_sandbox/chaos', { faults })
  const asked = fetch(`${there.origin}/v1/checkout/sessions`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_mainstay' },
  })
  await expect(asked).rejects.toMatchObject({ cause: { code: 'UND_ERR_SOCKET' } })
  // the SDK asks once more after a closed connection, whatever it was told of retries
  await expect(orderGift(there)).resolves.toMatchObject({ status: 'open' })
})

test('an event can be sent again, and the log tells which were refused', async () => {
  there.post.status = 500
  await payGift(there)
  await pass(there, 0)
  const refused = await there.stripe.events.list({ delivery_success: false })
  expect(refused.data.map(({ type }) => type)).toEqual([
    'checkout.session.completed',
    'payment_intent.succeeded',
    'charge.succeeded',
  ])
  there.post.status = 200
  const [{ id } = { id: '' }] = refused.data
  await there.call(`/_sandbox/events/${id}/resend`, {})
  await pass(there, 0)
  expect(there.post.events.map((event) => event.id)).toEqual([id])
})

test('a portal configuration is made, found and changed', async () => {
  const { configurations } = there.stripe.billingPortal
  const made = await configurations.create({
    features: { payment_method_update: { enabled: true } },
    metadata: { made_by: 'setup' },
  })
  expect(made).toMatchObject({ is_default: true, active: true, metadata: { made_by: 'setup' } })
  await configurations.update(made.id, { features: { invoice_history: { enabled: true } } })
  const [found] = (await configurations.list()).data
  expect(found?.features).toMatchObject({
    payment_method_update: { enabled: true },
    invoice_history: { enabled: true },
    subscription_cancel: { enabled: false },
  })
})
