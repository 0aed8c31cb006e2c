import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { resources } from '../../src/sandbox/resources/resources.ts'
import { type Schema, schema } from '../../src/sandbox/validate/schema.ts'
import drawn from '../../src/sandbox/validate/schemas.generated.json' with { type: 'json' }
import { KEY, type Started, startSandbox } from './server.ts'

let sandbox: Started
/** Ids that are there, so that a request can also find something. */
const known: string[] = []
beforeAll(async () => {
  sandbox = await startSandbox()
  const { stripe } = sandbox
  const customer = await stripe.customers.create({ email: 'ann@example.org' })
  const { id } = await stripe.coupons.create({ percent_off: 10, duration: 'once' })
  const promotion = { type: 'coupon', coupon: id } as const
  const { id: promotion_code } = await stripe.promotionCodes.create({ promotion })
  const product = await stripe.products.create({ name: 'Membership' })
  const price = await stripe.prices.create({
    ...{ product: product.id, currency: 'eur', unit_amount: 700 },
    recurring: { interval: 'month' },
  })
  const session = await stripe.checkout.sessions.create({
    ...{ mode: 'subscription', success_url: 'https://news.example/thanks' },
    ...{ customer: customer.id, line_items: [{ price: price.id, quantity: 1 }] },
  })
  await fetch(`${sandbox.origin}/_sandbox/checkout/${session.id}/pay`, {
    method: 'POST',
    body: JSON.stringify({ email: 'ann@example.org', card: '4242424242424242' }),
  })
  const paid = await stripe.checkout.sessions.retrieve(session.id)
  const [charge] = (await stripe.charges.list()).data
  const [method] = (await stripe.customers.listPaymentMethods(customer.id)).data
  known.push(customer.id, id, promotion_code, product.id, price.id, session.id)
  known.push(String(paid.subscription), String(paid.invoice))
  known.push(charge?.id ?? '', String(charge?.payment_intent), method?.id ?? '', 'pm_card_visa')
})
afterAll(() => sandbox.stop())

const texts = () =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...known) },
    fc.constantFrom('eur', 'USD', 'https://news.example/x', 'card', 'x', '12', 'ann@example.org'),
    fc.string({ minLength: 1, maxLength: 8 }),
  )
const numbers = () =>
  fc.oneof(
    fc.integer({ min: -2, max: 1000 }),
    fc.constantFrom(1_795_600_000, 1_800_000_000, 99_999_999, 999_999_999_999_999),
  )

/** What a client may send by this schema: what Stripe's own types let through, and no more. */
function sent(of: Schema, depth = 0): fc.Arbitrary<unknown> {
  if (of.anyOf) return fc.oneof(...of.anyOf.map((one) => sent(one, depth)))
  if (of.const !== undefined) return fc.constant(of.const)
  if (of.enum) return fc.constantFrom(...of.enum.map((word) => word ?? ''))
  const types = [of.type ?? []].flat()
  if (types.includes('object')) return hashOf(of, depth)
  if (types.includes('array')) return fc.array(sent(of.items ?? {}, depth + 1), { maxLength: 2 })
  if (types.includes('boolean')) return fc.boolean()
  if (types.includes('integer') || types.includes('number')) return numbers()
  return types.includes('null') ? fc.constant('') : texts()
}

/** Few of the fields that may be left out: with all of them nothing ever fits together. */
function hashOf(of: Schema, depth: number): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = of
  if (typeof additionalProperties === 'object') {
    return fc.dictionary(fc.constantFrom('a', 'eur', 'b'), sent(additionalProperties, depth + 1))
  }
  const optional = Object.keys(properties).filter((key) => !required.includes(key))
  return fc
    .subarray(optional, { maxLength: Math.min(optional.length, depth === 0 ? 5 : 2) })
    .chain((some) =>
      fc.record(
        Object.fromEntries(
          [...required, ...some].map((key) => [key, sent(properties[key] ?? {}, depth + 1)]),
        ),
      ),
    )
}

function formOf(value: unknown, name = ''): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((item, at) => formOf(item, `${name}[${at}]`))
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, member]) =>
      formOf(member, name === '' ? key : `${name}[${key}]`),
    )
  }
  return [[name, String(value)]]
}

const gift = { currency: 'eur', unit_amount: 1000, product_data: { name: 'Gift' } }
/** What makes a whole request of it, so that the rest is looked at too. */
const sound: Record<string, object> = {
  'POST /v1/checkout/sessions': {
    ...{ mode: 'payment', success_url: 'https://news.example/thanks' },
    line_items: [{ quantity: 1, price_data: gift }],
  },
  'POST /v1/coupons': { percent_off: 10 },
  'POST /v1/prices': gift,
  'POST /v1/products': { name: 'Gift' },
  'POST /v1/webhook_endpoints': { url: 'https://news.example/hook', enabled_events: ['*'] },
}

const envelope = z.object({ error: z.object({ type: z.string(), message: z.string() }) })
const RUNS = Number(process.env.FUZZ_RUNS ?? 25)

test.each(Object.keys(resources))(
  '%s answers whatever its types let through',
  async (operation) => {
    const [method = '', path = ''] = operation.split(' ')
    const of = schema.parse(
      z.record(z.string(), z.unknown()).parse(drawn)[operation.replace(/:\w+/g, ':id')] ?? {},
    )
    const request = fc.tuple(fc.constantFrom('nothing', ...known), sent(of), fc.boolean())
    await fc.assert(
      fc.asyncProperty(request, async ([id, params, isSound]) => {
        const whole = isSound ? Object.assign({}, params, sound[operation]) : params
        const form = new URLSearchParams(formOf(whole))
        const url = new URL(`http://sandbox.test${path.replace(/:\w+/g, encodeURIComponent(id))}`)
        const init = { method, headers: { authorization: `Bearer ${KEY}` } }
        if (method === 'GET') url.search = form.toString()
        const body = method === 'GET' ? {} : { body: form }
        const answer = await sandbox.fetch(new Request(url, { ...init, ...body }))
        const text = await answer.text()
        if (answer.ok) return
        const told = envelope.parse(JSON.parse(text))
        expect(answer.status, told.error.message).toBeLessThan(500)
      }),
      { numRuns: RUNS, seed: 4 },
    )
  },
)
