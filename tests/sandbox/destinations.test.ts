import Stripe from 'stripe'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { log, orderGift, pass, payGift, type Town, town } from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

const include = ['webhook_endpoint.signing_secret' as const, 'webhook_endpoint.url' as const]

function destination(more: { event_payload?: 'thin' | 'snapshot'; url?: string } = {}) {
  const { event_payload = 'thin', url = `${there.post.url}/thin` } = more
  return there.stripe.v2.core.eventDestinations.create({
    ...{ name: 'Ours', type: 'webhook_endpoint', event_payload, include },
    enabled_events: ['v1.charge.succeeded'],
    webhook_endpoint: { url },
  })
}

test('a thin destination is told what happened to which object, and can fetch it', async () => {
  const made = await destination()
  expect(made).toMatchObject({
    ...{ object: 'v2.core.event_destination', event_payload: 'thin', status: 'enabled' },
    ...{ enabled_events: ['v1.charge.succeeded'], name: 'Ours' },
    webhook_endpoint: { url: `${there.post.url}/thin` },
  })
  await payGift(there)
  await pass(there, 10)
  const [letter] = there.post.letters.filter(({ path }) => path === '/thin')
  const secret = made.webhook_endpoint?.signing_secret ?? ''
  const sdk = there.stripe
  const told = await sdk.parseEventNotificationAsync(
    ...[letter?.body ?? '', letter?.signature ?? '', secret, 300, undefined],
    there.machine.now.getTime(),
  )
  const [charge] = (await sdk.charges.list()).data
  const event = (await log(there)).find(({ type }) => type === 'charge.succeeded')
  expect(JSON.parse(letter?.body ?? '')).toEqual({
    ...{ id: event?.id, object: 'v2.core.event', livemode: false, type: 'v1.charge.succeeded' },
    ...{ created: new Date((event?.created ?? 0) * 1000).toISOString(), reason: null },
    related_object: { id: charge?.id, type: 'charge', url: `/v1/charges/${charge?.id}` },
  })
  expect(await sdk.v2.core.events.retrieve(told.id)).toMatchObject({ id: event?.id })
  await expect(
    sdk.webhooks.constructEventAsync(letter?.body ?? '', letter?.signature ?? '', secret),
  ).rejects.toThrow()
})

test('a destination stands in its own list, without what was not asked for', async () => {
  const made = await destination({ event_payload: 'snapshot' })
  const { stripe } = there
  const { data } = await stripe.v2.core.eventDestinations.list()
  expect(data).toMatchObject([{ id: made.id, webhook_endpoint: {}, event_payload: 'snapshot' }])
  expect((await stripe.webhookEndpoints.list()).data).toHaveLength(1)
  await stripe.v2.core.eventDestinations.del(made.id)
  expect((await stripe.v2.core.eventDestinations.list()).data).toEqual([])
})

test('a body that is no JSON is refused, and so is what is no destination', async () => {
  const headers = { authorization: 'Bearer sk_test_mainstay' }
  const url = `${there.origin}/v2/core/event_destinations`
  const answer = await fetch(url, { method: 'POST', headers, body: 'name=Ours' })
  expect({ status: answer.status, body: await answer.json() }).toMatchObject({
    status: 400,
    body: { error: { type: 'invalid_request_error' } },
  })
  const { id } = await orderGift(there)
  await expect(there.stripe.v2.core.eventDestinations.retrieve(id)).rejects.toBeInstanceOf(
    Stripe.errors.StripeError,
  )
})
