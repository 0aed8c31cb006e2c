import Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { KEY, type Started, startSandbox } from './server.ts'

let sandbox: Started
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.stop())

const gift: Stripe.Checkout.SessionCreateParams = {
  mode: 'payment',
  success_url: 'https://news.example/thanks',
  line_items: [
    {
      quantity: 1,
      price_data: { currency: 'eur', unit_amount: 1000, product_data: { name: 'Gift' } },
    },
  ],
}
const { StripeInvalidRequestError, StripeAuthenticationError, StripeIdempotencyError } =
  Stripe.errors

test.each([
  ['an unknown id', (s: Stripe) => s.customers.retrieve('cus_x'), 404, 'resource_missing', 'id'],
  [
    'a removed word',
    (s: Stripe) => s.checkout.sessions.create({ ...gift, ui_mode: 'hosted' }),
    400,
    undefined,
    'ui_mode',
  ],
  [
    'an unknown param',
    (s: Stripe) => s.checkout.sessions.create(Object.assign({ foo: 1 }, gift)),
    400,
    'parameter_unknown',
    'foo',
  ],
  [
    'a removed param',
    (s: Stripe) =>
      s.checkout.sessions.create(Object.assign({ payment_method_types: ['card'] }, gift)),
    400,
    'payment_method_types_no_longer_supported',
    'payment_method_types',
  ],
  [
    'a missing param',
    (s: Stripe) => s.checkout.sessions.create({ ...gift, line_items: [] }),
    400,
    'parameter_missing',
    'line_items',
  ],
  [
    'an amount below the minimum once converted',
    (s: Stripe) =>
      s.checkout.sessions.create({
        ...gift,
        line_items: [
          {
            quantity: 1,
            price_data: { currency: 'uah', unit_amount: 1000, product_data: { name: 'Gift' } },
          },
        ],
      }),
    400,
    'amount_too_small',
    'line_items',
  ],
  [
    'an expansion that leads to nothing',
    async (s: Stripe) => {
      const { id } = await s.checkout.sessions.create(gift)
      return s.checkout.sessions.retrieve(id, { expand: ['nothing_here'] })
    },
    400,
    undefined,
    'expand',
  ],
])('%s is what Stripe’s library calls an invalid request', async (_, ask, status, code, param) => {
  const answer = await ask(sandbox.stripe).catch((error: unknown) => error)
  expect(answer).toBeInstanceOf(StripeInvalidRequestError)
  expect(answer).toMatchObject({ statusCode: status, code, param })
})

test('a price of the catalogue is held to the mode and to the minimum', async () => {
  const { stripe } = sandbox
  const product = await stripe.products.create({ name: 'Membership' })
  const monthly = {
    currency: 'eur',
    product: product.id,
    recurring: { interval: 'month' },
  } as const
  const price = await stripe.prices.create({ ...monthly, unit_amount: 500 })
  const line = (id: string) => ({ ...gift, line_items: [{ quantity: 1, price: id }] })
  await expect(stripe.checkout.sessions.create(line(price.id))).rejects.toMatchObject({
    param: 'mode',
    message: expect.stringContaining('passed a recurring price'),
  })
  const small = await stripe.prices.create({
    currency: 'eur',
    product: product.id,
    unit_amount: 49,
  })
  await expect(stripe.checkout.sessions.create(line(small.id))).rejects.toMatchObject({
    code: 'amount_too_small',
  })
})

test('an error says where it is written down and under which request', async () => {
  const error = await sandbox.stripe.charges.retrieve('ch_x').catch((refused: unknown) => refused)
  expect(error).toMatchObject({
    message: "No such charge: 'ch_x'",
    doc_url: 'https://stripe.com/docs/error-codes/resource-missing',
    requestId: expect.stringMatching(/^req_/),
    request_log_url: expect.stringContaining('req_'),
  })
})

test('a live key, no key and another key are authentication errors', async () => {
  const live = new Stripe('sk_live_x', { host: '127.0.0.1', port: port(), protocol: 'http' })
  await expect(live.balance.retrieve()).rejects.toBeInstanceOf(StripeAuthenticationError)
  const bare = await fetch(`${sandbox.origin}/v1/balance`)
  expect([bare.status, await bare.json()]).toMatchObject([401, { error: {} }])
})

test('a route that the sandbox has not is an error, not a success', async () => {
  const asked = sandbox.stripe.issuing.cards.list()
  await expect(asked).rejects.toMatchObject({ statusCode: 404, code: 'unsupported_by_sandbox' })
})

test.each([
  ['DELETE', '/v1/charges/ch_1'],
  ['PUT', '/v1/customers'],
  ['POST', '/v1/events'],
])('%s on %s, which takes other methods, is a 404 in Stripe’s envelope', async (method, path) => {
  const headers = { authorization: `Bearer ${KEY}` }
  const answer = await fetch(`${sandbox.origin}${path}`, { method, headers })
  expect(answer.status).toBe(404)
  expect(await answer.json()).toMatchObject({
    error: { type: 'invalid_request_error', code: 'unsupported_by_sandbox' },
  })
})

const { success_url, ...gone } = gift
test.each([
  ['ui_mode', { ...gone, ui_mode: 'embedded_page', return_url: 'https://news.example/done' }],
  ['ui_mode', { ...gone, ui_mode: 'elements', return_url: 'https://news.example/done' }],
  ['ui_mode', { ...gift, ui_mode: 'form' }],
] as const)(
  'a session whose %s Stripe knows and the sandbox does not is a clean 400',
  async (param, params) => {
    await expect(sandbox.stripe.checkout.sessions.create(params)).rejects.toMatchObject({
      statusCode: 400,
      code: 'unsupported_by_sandbox',
      param,
    })
  },
)

test('so is a subscription whose invoices would go out by mail', async () => {
  const subscription = await subscribed()
  const asked = sandbox.stripe.subscriptions.update(subscription, {
    ...{ collection_method: 'send_invoice', days_until_due: 7 },
  })
  await expect(asked).rejects.toMatchObject({
    statusCode: 400,
    code: 'unsupported_by_sandbox',
    param: 'collection_method',
  })
})

async function subscribed(): Promise<string> {
  const monthly = { currency: 'eur', unit_amount: 1000, recurring: { interval: 'month' } } as const
  const price_data = { ...monthly, product_data: { name: 'Membership' } }
  const line_items = [{ quantity: 1, price_data }]
  const asked = { ...gift, mode: 'subscription' as const, line_items }
  const { id } = await sandbox.stripe.checkout.sessions.create(asked)
  await fetch(`${sandbox.origin}/_sandbox/checkout/${id}/pay`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_edges' },
    body: JSON.stringify({ email: 'ann@example.org', card: '4242424242424242' }),
  })
  const { subscription } = await sandbox.stripe.checkout.sessions.retrieve(id)
  return String(subscription)
}

test('a declined card on the programs’ way to pay is a card error in the envelope', async () => {
  const { id } = await sandbox.stripe.checkout.sessions.create(gift)
  const answer = await fetch(`${sandbox.origin}/_sandbox/checkout/${id}/pay`, {
    method: 'POST',
    body: JSON.stringify({ email: 'ann@example.org', card: '4000000000000002' }),
  })
  expect([answer.status, await answer.json()]).toMatchObject([
    402,
    { error: { type: 'card_error', code: 'card_declined', decline_code: 'generic_decline' } },
  ])
})

test('the same idempotency key gives the same session, another order under it an error', async () => {
  const once = { idempotencyKey: 'cs:1' }
  const first = await sandbox.stripe.checkout.sessions.create(gift, once)
  const again = await sandbox.stripe.checkout.sessions.create(gift, once)
  expect(again.id).toBe(first.id)
  const other = { ...gift, success_url: 'https://news.example/other' }
  await expect(sandbox.stripe.checkout.sessions.create(other, once)).rejects.toBeInstanceOf(
    StripeIdempotencyError,
  )
})

test('two requests with one key at once make one product; the second is told to wait', async () => {
  const ask = () =>
    sandbox.fetch(
      new Request(`${sandbox.origin}/v1/products`, {
        method: 'POST',
        headers: { authorization: `Bearer ${KEY}`, 'idempotency-key': 'at once' },
        body: new URLSearchParams({ name: 'Made once' }),
      }),
    )
  const [first, second] = await Promise.all([ask(), ask()])
  expect([first.status, second.status]).toEqual([200, 409])
  expect(await second.json()).toMatchObject({ error: { code: 'idempotency_key_in_use' } })
  const { data } = await sandbox.stripe.products.list({ limit: 100 })
  expect(data.filter(({ name }) => name === 'Made once')).toHaveLength(1)
})

test('a refused order leaves its key free', async () => {
  const once = { idempotencyKey: 'cs:2' }
  const refused = { ...gift, ui_mode: 'hosted' }
  await expect(sandbox.stripe.checkout.sessions.create(refused, once)).rejects.toThrow()
  await expect(sandbox.stripe.checkout.sessions.create(gift, once)).resolves.toMatchObject({
    status: 'open',
  })
})

test('the keys of two accounts do not meet', async () => {
  const once = { idempotencyKey: 'cs:3' }
  const other = new Stripe(`${KEY}_two`, { host: '127.0.0.1', port: port(), protocol: 'http' })
  const first = await sandbox.stripe.checkout.sessions.create(gift, once)
  const second = await other.checkout.sessions.create(gift, once)
  expect(second.id).not.toBe(first.id)
  await expect(other.checkout.sessions.retrieve(first.id)).rejects.toMatchObject({
    code: 'resource_missing',
  })
})

function port(): number {
  return Number(new URL(sandbox.origin).port)
}
