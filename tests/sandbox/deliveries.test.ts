import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DAY, join, log, orderGift, pass, pay, payGift, type Town, town } from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

/** How the deliveries stand once all that is due was tried. */
async function tried() {
  await pass(there, 0)
  return (await there.call('/_sandbox/deliveries')).body
}

test('every event the endpoint wants comes once, signed with its secret', async () => {
  await payGift(there)
  expect(await tried()).toEqual({ pending: 0, delivered: 3, failed: 0 })
  expect(there.post.events.map(({ type }) => type).sort()).toEqual([
    'charge.succeeded',
    'checkout.session.completed',
    'payment_intent.succeeded',
  ])
  const logged = new Map((await log(there)).map((event) => [event.id, event]))
  for (const event of there.post.events) {
    expect(event).toEqual({ ...logged.get(event.id), pending_webhooks: 1 }) // as it was sent
  }
})

test('however far the clock goes at once, each delivery has all its tries', async () => {
  there.post.status = 500
  await join(there)
  await pass(there, 90 * DAY)
  expect(await tried()).toMatchObject({ delivered: 0, failed: 0 })
  there.post.status = 200
  await there.call('/_sandbox/flush', {})
  expect(await tried()).toMatchObject({ pending: 0, failed: 0 })
})

test('an answer other than 2xx is tried again, by the sandbox’s clock', async () => {
  there.post.status = 500
  await payGift(there)
  expect(await tried()).toEqual({ pending: 3, delivered: 0, failed: 0 })
  there.post.status = 200
  await pass(there, 4 * 60)
  expect(there.post.events).toHaveLength(1) // charge.updated, which is new
  await pass(there, 60)
  expect(await tried()).toEqual({ pending: 0, delivered: 4, failed: 0 })
})

test('three days of refusals are given up', async () => {
  there.post.status = 404
  await payGift(there)
  for (let half = 0; half < 8; half += 1) await pass(there, DAY / 2)
  expect(await tried()).toMatchObject({ delivered: 0, failed: 4 })
})

test('a flush tries what is pending at once, however long it would wait', async () => {
  there.post.status = 503
  await payGift(there)
  await tried()
  there.post.status = 200
  const flushed = await there.call('/_sandbox/flush', {})
  expect(flushed.body).toEqual({ pending: 0, delivered: 3, failed: 0 })
})

test('an endpoint made over the API has a secret of its own, told once', async () => {
  const { stripe, post } = there
  const made = await stripe.webhookEndpoints.create({
    url: post.url,
    enabled_events: ['payment_intent.succeeded'],
  })
  expect(made.secret).toMatch(/^whsec_\w{32}$/)
  expect(await stripe.webhookEndpoints.retrieve(made.id)).not.toHaveProperty('secret')
  await payGift(there)
  await tried()
  // the letterbox knows the default endpoint's secret only
  expect(post.refused).toBe(1)
  await stripe.webhookEndpoints.del(made.id)
  expect(await tried()).toEqual({ pending: 0, delivered: 3, failed: 0 })
})

test('an endpoint of another account hears nothing of ours', async () => {
  const order = await orderGift(there)
  expect(
    (await there.call('/_sandbox/deliveries', undefined, 'sk_test_other')).body.delivered,
  ).toBe(0)
  await pay(there, order)
  const elsewhere = await there.call('/_sandbox/deliveries', undefined, 'sk_test_other')
  expect(elsewhere.body).toEqual({ pending: 0, delivered: 0, failed: 0 })
})

describe('chaos', () => {
  test('that duplicates brings each event twice', async () => {
    await there.call('/_sandbox/chaos', { duplicate: 1 })
    await payGift(there)
    await tried()
    const ids = there.post.events.map(({ id }) => id)
    expect(ids).toHaveLength(6)
    expect(new Set(ids).size).toBe(3)
  })

  test('that drops a type never delivers it, and the log still has it', async () => {
    await there.call('/_sandbox/chaos', { drop: ['charge.succeeded'] })
    await payGift(there)
    expect(await tried()).toEqual({ pending: 0, delivered: 2, failed: 0 })
    expect((await log(there)).map(({ type }) => type)).toContain('charge.succeeded')
  })

  test('that delays brings events when the clock has moved', async () => {
    await there.call('/_sandbox/chaos', { delay: [60, 60] })
    await payGift(there)
    expect(await tried()).toMatchObject({ pending: 3, delivered: 0 })
    await pass(there, 61)
    expect(there.post.events.length).toBeGreaterThanOrEqual(3)
  })

  test('that shuffles brings them in another order, the same for the same seed', async () => {
    const orderOf = async (seed: number) => {
      const other = await town()
      await other.call('/_sandbox/chaos', {
        seed,
        reorder: 'shuffle',
        concurrent: 1,
        delay: [1, 1],
      })
      await join(other)
      await pass(other, 60)
      await other.close()
      return other.post.events.map(({ type }) => type)
    }
    const [first, again, another] = [await orderOf(1), await orderOf(1), await orderOf(2)]
    expect(again).toEqual(first)
    expect(another).not.toEqual(first)
    expect(another.toSorted()).toEqual(first.toSorted())
  })

  test('with a bad signature or a stale timestamp is refused by the SDK, and heals', async () => {
    await there.call('/_sandbox/chaos', { badSignature: 1 })
    await payGift(there)
    await tried()
    await there.call('/_sandbox/chaos', { staleTimestamp: 1 })
    await payGift(there)
    expect(await tried()).toMatchObject({ delivered: 0 })
    expect(there.post.refused).toBeGreaterThanOrEqual(6)
    await there.call('/_sandbox/chaos', {})
    const { body: flushed } = await there.call('/_sandbox/flush', {})
    expect(flushed).toEqual({ pending: 0, delivered: 6, failed: 0 })
    expect(there.post.events).toHaveLength(6)
  })

  test('of an older API version changes what is delivered, not what the API answers', async () => {
    await there.call('/_sandbox/chaos', { oldApiVersion: '2024-06-20' })
    await join(there)
    await tried()
    const told = there.post.events.find(({ type }) => type === 'customer.subscription.created')
    expect(told?.api_version).toBe('2024-06-20')
    expect(told?.data.object).toHaveProperty('current_period_end')
    const [logged] = (await there.stripe.subscriptions.list()).data
    expect(logged).not.toHaveProperty('current_period_end')
  })

  test('with an unknown word is refused, and {} is calm again', async () => {
    expect((await there.call('/_sandbox/chaos', { duplicates: 1 })).status).toBe(400)
    await there.call('/_sandbox/chaos', { drop: 1 })
    await there.call('/_sandbox/chaos', {})
    await payGift(there)
    expect(await tried()).toMatchObject({ delivered: 3 })
  })
})

test('an app that is only starting gets its events seconds after it listens', async () => {
  const { port } = new URL(there.post.url)
  there.post.close()
  await payGift(there)
  expect(await tried()).toMatchObject({ pending: 3 })
  await there.post.reopen(Number(port))
  await pass(there, 2)
  expect(await tried()).toMatchObject({ pending: 0, delivered: 4 })
})
