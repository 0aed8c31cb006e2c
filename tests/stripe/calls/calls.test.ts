import Stripe from 'stripe'
import { expect, test } from 'vitest'
import { silentLog } from '../../../src/platform/log.ts'
import { awayIn } from '../../../src/stripe/calls/away.ts'
import { createCalls } from '../../../src/stripe/calls/calls.ts'
import { endpointOf } from '../../../src/stripe/calls/rate.ts'
import { openBackgroundStripe, openStripe } from '../../../src/stripe/client.ts'
import { virtualTime } from './virtual-time.ts'

const ok = (url: string) => Response.json({ object: 'charge', id: url.split('/').at(-1) })
const limited = (headers = {}) =>
  Response.json(
    { error: { type: 'invalid_request_error', code: 'rate_limit' } },
    { status: 429, headers },
  )
const broken = () => Response.json({ error: { type: 'api_error' } }, { status: 500 })

/** Both clients on one stand-in that answers as told, by time that passes only while they wait. */
function callers(answer: (path: string, at_ms: number) => Response) {
  const time = virtualTime()
  const told: string[] = []
  const made: { path: string; at_ms: number }[] = []
  const calls = createCalls({
    fetch: async (given) => {
      const { url } = new Request(given)
      const path = new URL(url).pathname
      made.push({ path, at_ms: time.now_ms() })
      return answer(path, time.now_ms())
    },
    perSecond: 15,
    time,
    random: () => 0,
    log: { ...silentLog, warn: (event) => told.push(event) },
  })
  const address = { key: 'sk_test_calls', apiBase: 'http://stripe.test' }
  return {
    ...{ time, told, made, facts: calls.facts },
    background: openBackgroundStripe(address, calls),
    reader: openStripe(address, calls),
  }
}

const many = (count: number, call: (id: string) => Promise<unknown>) =>
  Promise.allSettled(Array.from({ length: count }, (_, number) => call(`ch_${number}`)))

/** The most that fall into any one second. */
function busiestSecond(made: readonly { at_ms: number }[]): number {
  const within = (from: number) => made.filter(({ at_ms }) => at_ms >= from && at_ms < from + 1000)
  return Math.max(...made.map(({ at_ms }) => within(at_ms).length))
}

test('an endpoint is called fifteen times a second, and never more than Stripe’s 25', async () => {
  const { background, time, made, facts } = callers(ok)
  const all = many(150, (id) => background.charges.retrieve(id))
  await time.pass(all)
  expect(made).toHaveLength(150)
  expect(busiestSecond(made)).toBeLessThanOrEqual(20)
  expect(time.now_ms()).toBeGreaterThan(9000)
  expect(time.now_ms()).toBeLessThan(10_000)
  expect(facts()).toMatchObject({
    calls: [{ endpoint: 'GET /v1/charges/:id', status: '200', calls: 150 }],
    waits: 144,
  })
})

test('endpoints do not wait for each other', async () => {
  const { background, time } = callers(ok)
  const both = Promise.all([
    many(30, (id) => background.charges.retrieve(id)),
    many(30, (id) => background.invoices.retrieve(id)),
  ])
  await time.pass(both)
  expect(time.now_ms()).toBeLessThan(2000)
})

test('a reader does not stand in line behind a thousand others', async () => {
  const { background, reader, time, made } = callers(ok)
  const line = many(100, (id) => background.charges.retrieve(id))
  await reader.charges.retrieve('ch_reader')
  expect(time.now_ms()).toBe(0)
  expect(made.some(({ path }) => path.endsWith('ch_reader'))).toBe(true)
  await time.pass(line)
})

test('when Stripe wants fewer calls of an endpoint, that one rests as long as it says', async () => {
  let left = 1
  const { background, time, made, facts } = callers((path) =>
    path.startsWith('/v1/charges') && left-- > 0
      ? limited({ 'retry-after': '7', 'stripe-rate-limited-reason': 'endpoint-rate' })
      : ok(path),
  )
  const both = Promise.all([
    many(3, (id) => background.charges.retrieve(id)),
    background.invoices.retrieve('in_1'),
  ])
  await time.pass(both)
  expect(made.map(({ at_ms }) => at_ms)).toEqual([0, 0, 0, 0, 7000])
  expect(facts().limited).toEqual(new Map([['endpoint-rate', 1]]))
})

test('when the whole account asks too much, every endpoint rests', async () => {
  let left = 1
  const { background, time, made } = callers((path) =>
    left-- > 0 ? limited({ 'stripe-rate-limited-reason': 'global-rate' }) : ok(path),
  )
  const first = background.charges.retrieve('ch_1')
  await time.settle()
  const all = Promise.all([first, background.invoices.retrieve('in_1')])
  await time.pass(all)
  expect(made.map(({ at_ms }) => at_ms)).toEqual([0, 500, 500])
})

test('a storm of 429 ends in patience, not in an error of the object', async () => {
  const { background, time } = callers(() => limited())
  const [outcome] = await time.pass(many(1, (id) => background.charges.retrieve(id)))
  expect(outcome?.status === 'rejected' && awayIn(outcome.reason)).toBeTruthy()
})

test('an object that Stripe fails on is told so, while the others are answered', async () => {
  const { background, time, made } = callers((path) =>
    path.endsWith('ch_1') ? broken() : ok(path),
  )
  const [, poison] = await time.pass(many(3, (id) => background.charges.retrieve(id)))
  const reason = poison?.status === 'rejected' ? poison.reason : null
  expect(reason).toBeInstanceOf(Stripe.errors.StripeAPIError)
  expect(awayIn(reason)).toBeNull()
  expect(made.filter(({ path }) => path.endsWith('ch_1'))).toHaveLength(3)
})

test('alone, it is told apart from an outage by one plain question', async () => {
  const { background, time, made } = callers((path) => (path.includes('ch_') ? broken() : ok(path)))
  const [poison] = await time.pass(many(1, (id) => background.charges.retrieve(id)))
  expect(poison?.status === 'rejected' && awayIn(poison.reason)).toBeNull()
  expect(made.at(-1)?.path).toBe('/v1/balance')
})

test('in an outage one caller asks for all, less and less often, and is told of its end', async () => {
  const hour = 3_600_000
  const { background, time, made, told } = callers((path, at) => (at < hour ? broken() : ok(path)))
  while (time.now_ms() < hour + 60_000) {
    const each = many(5, (id) => background.charges.retrieve(id))
    for (const outcome of await time.pass(each)) {
      if (outcome.status === 'rejected') expect(awayIn(outcome.reason)).not.toBeNull()
    }
    await time.sleepAside(10_000)
  }
  expect(told).toEqual(['stripe is out of reach', 'stripe answers again'])
  const inOutage = made.filter(({ at_ms }) => at_ms > 60_000 && at_ms < hour)
  expect(inOutage.length).toBeLessThan(4 * 62) // three tries and a question a minute
})

test('a key that Stripe refuses is the fault of no object', async () => {
  const refused = () => Response.json({ error: { type: 'invalid_request_error' } }, { status: 401 })
  const { background, time, made, told } = callers(refused)
  const [first, second] = await time.pass(many(2, (id) => background.charges.retrieve(id)))
  for (const outcome of [first, second]) {
    expect(outcome?.status === 'rejected' && awayIn(outcome.reason)?.message).toBe(
      'Stripe refuses our key',
    )
  }
  expect(told).toEqual(['stripe refuses our key'])
  expect(made.length).toBeLessThanOrEqual(2)
})

test('a connection that breaks in the middle of an answer is tried again', async () => {
  let left = 2
  const cut = () => new Response(new ReadableStream({ pull: (c) => c.error(new Error('cut')) }))
  const { background, time, facts } = callers((path) => (left-- > 0 ? cut() : ok(path)))
  const charge = await time.pass(background.charges.retrieve('ch_1'))
  expect(charge.id).toBe('ch_1')
  expect(facts().calls).toContainEqual({
    endpoint: 'GET /v1/charges/:id',
    status: 'none',
    calls: 2,
  })
})

test.each([
  ['/v1/charges/ch_3Nx9', 'GET /v1/charges/:id'],
  ['/v1/checkout/sessions/cs_test_a1B2/line_items', 'GET /v1/checkout/sessions/:id/line_items'],
  ['/v1/balance_transactions', 'GET /v1/balance_transactions'],
])('%s is a call of %s', (path, endpoint) => {
  expect(endpointOf('GET', new URL(path, 'https://api.stripe.com'))).toBe(endpoint)
})
