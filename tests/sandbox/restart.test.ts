import { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { postgresStore } from '../../src/sandbox/store/postgres.ts'
import { cloneDatabase } from '../database.ts'
import {
  DAY,
  join,
  log,
  orderGift,
  pass,
  pay,
  payGift,
  payments,
  START,
  town,
  transactions,
  types,
} from './town.ts'

let pool: Pool
beforeAll(async () => {
  pool = new Pool({ connectionString: await cloneDatabase() })
})
afterAll(() => pool.end())

const stored = () => postgresStore(pool)

test('any number of processes may make the schema at once', async () => {
  await Promise.all([stored(), stored(), stored()])
})

test('a second start finds objects, log, clock and what was still to be delivered', async () => {
  const first = await town({ store: await stored() })
  first.post.status = 500
  await payGift(first)
  await join(first)
  await pass(first, 31 * DAY)
  const before = await snapshot(first)
  const { pending } = (await first.call('/_sandbox/deliveries')).body
  expect(pending).toBeGreaterThan(5)
  await first.close()

  const second = await town({ store: await stored() })
  expect(await snapshot(second)).toEqual({ ...before, origin: second.origin })
  expect((await second.call('/_sandbox/clock')).body).toEqual({ now: START + 31 * DAY })
  await second.call('/_sandbox/flush', {})
  expect(second.post.events.length).toBe(pending)
  await pass(second, 31 * DAY)
  expect((await types(second)).at(-1)).toBe('invoice_payment.paid')
  await second.close()
})

async function snapshot(there: Awaited<ReturnType<typeof town>>) {
  return {
    origin: there.origin,
    log: (await log(there)).map(({ id, type }) => `${id} ${type}`),
    transactions: await transactions(there),
    subscriptions: (await there.stripe.subscriptions.list()).data,
  }
}

test('a clock that was cut short on its way goes on at the next start, with nothing twice', async () => {
  const store = await postgresStore(pool)
  const there = await town({ store })
  await join(there)
  const { length } = await payments(there)
  const { now } = (await there.call('/_sandbox/clock')).body
  // what is left of a process that was killed right after it had set out
  await store.transact('sk_test_mainstay', async (writer) => {
    const account = { ...(await writer.account()), advancing_to: now + 32 * DAY }
    const nothing = { rows: [], removed: [], jobs: [], jobsDone: [], deliveries: [], answers: [] }
    await writer.write({ account, ...nothing })
  })
  await there.close()

  const next = await town({ store: await postgresStore(pool) })
  next.sandbox.start()
  await expect.poll(async () => (await next.call('/_sandbox/clock')).body.now).toBe(now + 32 * DAY)
  expect((await payments(next)).length).toBe(length + 2) // both memberships of this file
  await next.close()
})

test('two requests of one account at the same time do not lose each other’s work', async () => {
  const there = await town({ store: await stored() })
  const before = (await there.stripe.checkout.sessions.list({ limit: 100 })).data.length
  await Promise.all(Array.from({ length: 12 }, () => orderGift(there)))
  const after = (await there.stripe.checkout.sessions.list({ limit: 100 })).data
  expect(after.length).toBe(before + 12)
  expect(new Set(after.map(({ id }) => id)).size).toBe(after.length)
  await there.close()
})

test('a request that is refused leaves nothing behind', async () => {
  const there = await town({ store: await stored() })
  const products = (await there.stripe.products.list({ limit: 100 })).data.length
  await expect(orderGift(there, { customer: 'cus_nobody' })).rejects.toMatchObject({
    code: 'resource_missing',
  })
  expect((await there.stripe.products.list({ limit: 100 })).data.length).toBe(products)
  await there.close()
})

test('the same idempotency key gives the same answer after a restart too', async () => {
  const first = await town({ store: await stored() })
  const order = { success_url: 'https://news.test', mode: 'payment' } as const
  const line_items = [
    { quantity: 1, price_data: { currency: 'eur', unit_amount: 900, product_data: { name: 'G' } } },
  ]
  const idempotencyKey = 'cs:nonce'
  const made = await first.stripe.checkout.sessions.create(
    { ...order, line_items },
    { idempotencyKey },
  )
  await first.close()
  const second = await town({ store: await stored() })
  const again = await second.stripe.checkout.sessions.create(
    { ...order, line_items },
    { idempotencyKey },
  )
  expect(again).toEqual(made)
  expect(again.lastResponse.headers['idempotent-replayed']).toBe('true')
  await pay(second, again)
  await second.close()
})

test('lists go by cursor, both ways, and by time', async () => {
  const there = await town({ store: await stored() })
  const { stripe } = there
  await pass(there, 10) // all are delivered: what still waits stands in an event, too
  const all = (await stripe.events.list({ limit: 100 })).data
  const first = await stripe.events.list({ limit: 3 })
  expect(first.data).toEqual(all.slice(0, 3))
  expect(first.has_more).toBe(true)
  const next = await stripe.events.list({ limit: 2, starting_after: all[2]?.id ?? '' })
  expect(next.data).toEqual(all.slice(3, 5))
  const back = await stripe.events.list({ limit: 2, ending_before: all[4]?.id ?? '' })
  expect(back.data).toEqual(all.slice(2, 4))
  expect(back.has_more).toBe(true)
  const at = all[0]?.created ?? 0
  const recent = await stripe.events.list({ created: { gte: at }, limit: 100 })
  expect(recent.data).toEqual(all.filter(({ created }) => created >= at))
  const some = await stripe.events.list({ types: ['charge.updated', 'payout.paid'], limit: 100 })
  expect(some.data).toEqual(all.filter(({ type }) => /^(charge.updated|payout.paid)$/.test(type)))
  await there.close()
})

test('a test clock that was made before a restart goes on after it', async () => {
  const first = await town({ store: await stored() })
  const { id } = await first.stripe.testHelpers.testClocks.create({ frozen_time: START })
  const { id: customer } = await first.stripe.customers.create({ test_clock: id })
  const recurring = { interval: 'month' } as const
  const product_data = { name: 'Membership' }
  const session = await first.stripe.checkout.sessions.create({
    ...{ mode: 'subscription', customer, success_url: 'https://news.test' },
    line_items: [
      { quantity: 1, price_data: { currency: 'eur', unit_amount: 700, recurring, product_data } },
    ],
  })
  await pay(first, session)
  await first.close()
  const second = await town({ store: await stored() })
  await second.stripe.testHelpers.testClocks.advance(id, { frozen_time: START + 40 * DAY })
  await pass(second, 10)
  expect((await second.stripe.invoices.list({ customer })).data).toHaveLength(2)
  await second.close()
})
