import { createServer } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DAY, log, pass, payGift, type Town, town } from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

const embedded = 'we_mainstay_embedded'

test('while a secret is rolled the old one signs beside the new one, and then no more', async () => {
  const path = `/_sandbox/endpoints/${embedded}/roll`
  const { body } = await there.call(path, { expires_in_seconds: 3600 })
  expect(body.secret).toMatch(/^whsec_\w{32}$/)
  await payGift(there)
  await pass(there, 10)
  expect(there.post).toMatchObject({ refused: 0 }) // the letterbox knows the old secret alone
  expect(there.post.events).toHaveLength(4)
  there.machine.now = new Date(there.machine.now.getTime() + 3601 * 1000)
  await payGift(there)
  await pass(there, 10)
  expect(there.post.events).toHaveLength(4)
  expect(there.post.refused).toBeGreaterThanOrEqual(4)
})

test('as in Stripe’s sandboxes, a delivery may be given up after three tries', async () => {
  await there.call('/_sandbox/settings', { deliveryRetries: 'sandbox' })
  there.post.status = 500
  await payGift(there)
  await pass(there, 10)
  const tries = async () => {
    const { body } = await there.call('/_sandbox/deliveries/recent')
    return body.data.map(({ attempts, state }: Record<string, unknown>) => `${attempts} ${state}`)
  }
  expect(await tries()).toEqual(Array(4).fill('1 pending'))
  await pass(there, 310)
  expect(await tries()).toEqual(Array(4).fill('2 pending'))
  await pass(there, 3610)
  expect(await tries()).toEqual(Array(4).fill('3 failed'))
})

test('an endpoint that fails for days is switched off, where the account says so', async () => {
  await there.call('/_sandbox/settings', { disableFailingEndpoints: true })
  there.post.status = 500
  await payGift(there)
  for (let half = 0; half < 8; half += 1) await pass(there, DAY / 2)
  expect((await there.stripe.webhookEndpoints.retrieve(embedded)).status).toBe('disabled')
  there.post.status = 200
  await payGift(there)
  await pass(there, 10)
  expect(there.post.events).toHaveLength(0)
  await there.stripe.webhookEndpoints.update(embedded, { disabled: false })
  await payGift(there)
  await pass(there, 10)
  expect(there.post.events).toHaveLength(4)
})

test('an endpoint that does not answer in time has failed', async () => {
  const silent = createServer(() => {})
  const port = await new Promise<number>((resolve) =>
    silent.listen(0, '127.0.0.1', () => {
      const address = silent.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    }),
  )
  await there.call('/_sandbox/settings', { deliveryTimeoutSeconds: 0.2 })
  await there.stripe.webhookEndpoints.update(embedded, { url: `http://127.0.0.1:${port}` })
  await payGift(there)
  await pass(there, 0)
  const { body } = await there.call('/_sandbox/deliveries/recent')
  expect(body.data[0]).toMatchObject({ attempts: 1, outcome: 'TimeoutError', state: 'pending' })
  silent.closeAllConnections()
  silent.close()
})

test('an event says how many endpoints have still to take it', async () => {
  there.post.status = 500
  await payGift(there)
  await pass(there, 0)
  const waits = async () => (await log(there)).map(({ pending_webhooks }) => pending_webhooks)
  expect((await waits()).toSorted()).toEqual([0, 1, 1, 1]) // nobody listens to payment_intent.created
  there.post.status = 200
  await there.call('/_sandbox/flush', {})
  expect(await waits()).toEqual([0, 0, 0, 0])
  const [event] = await log(there)
  expect(await there.stripe.events.retrieve(event?.id ?? '')).toMatchObject({ pending_webhooks: 0 })
})
