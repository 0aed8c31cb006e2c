import { expect, test } from 'vitest'
import { usualOffers } from '../../src/members/offers/usual-offers.ts'
import { currencyOf } from '../../src/platform/money/currency.ts'
import { catalogueIn } from '../../src/readers/support/catalogue.ts'
import { stripeApiVersion } from '../../src/stripe/client.ts'
import { subscribedEvents } from '../../src/stripe/inbox/subscribed.ts'
import { setUpAccount } from '../../src/stripe/setup.ts'
import { openAccount, testClock } from './account.ts'
import { testConfig } from './house.ts'

const eur = currencyOf('EUR')
if (eur === null) throw new TypeError('EUR is a currency')
const catalogue = catalogueIn(usualOffers, eur)
const config = { ...testConfig, baseUrl: 'https://members.example.org' }
const door = 'https://members.example.org/webhooks/stripe'

/** An account as setting up finds it, and what a run did there. */
async function anAccount() {
  const { stripe } = await openAccount(testClock())
  return {
    stripe,
    setUp: async (offers = catalogue) => {
      const done = await setUpAccount({ stripe, config }, offers)
      if (done.kind === 'refused') throw new Error(done.reason)
      const changed = done.steps.filter(({ outcome }) => outcome !== 'unchanged')
      return {
        ...done,
        changed: changed.map(({ object, outcome }) => `${outcome} ${object}`),
      }
    },
  }
}

test('a new account gets two products, a price a preset, a portal and an endpoint', async () => {
  const { stripe, setUp } = await anAccount()
  const { steps, secret, note } = await setUp()
  expect(steps.map(({ object, outcome }) => `${outcome} ${object}`)).toEqual([
    'created product',
    ...Array.from({ length: 4 }, () => 'created price'),
    'created product',
    ...Array.from({ length: 8 }, () => 'created price'),
    'created portal_configuration',
    'created webhook_endpoint',
  ])
  expect([secret, note]).toEqual([expect.stringMatching(/^whsec_\w+$/), null])
  const monthly = { currency: 'eur', unit_amount: 1000, product: 'mainstay_membership' }
  const { data } = await stripe.prices.list({ lookup_keys: ['mainstay_monthly_eur_1000'] })
  expect(data).toMatchObject([{ ...monthly, recurring: { interval: 'month' } }])
  expect(await stripe.products.retrieve('mainstay_gift')).toMatchObject({
    name: 'Gift to The Harbour Post',
  })
  const endpoints = await stripe.webhookEndpoints.list()
  expect(endpoints.data).toMatchObject([
    { url: door, api_version: stripeApiVersion, enabled_events: [...subscribedEvents] },
  ])
  const [portal] = (await stripe.billingPortal.configurations.list()).data
  expect(portal?.features).toMatchObject({
    subscription_cancel: { enabled: true, mode: 'at_period_end' },
    payment_method_update: { enabled: true },
    subscription_update: { enabled: false },
  })
})

test('a second run changes nothing, and tells no secret', async () => {
  const { setUp } = await anAccount()
  await setUp()
  expect(await setUp()).toMatchObject({ changed: [], secret: null, note: null })
})

test('what was changed at Stripe is mended, and what is not ours is left alone', async () => {
  const { stripe, setUp } = await anAccount()
  const { id } = await stripe.webhookEndpoints.create({
    url: 'https://shop.example.org/stripe',
    enabled_events: ['charge.succeeded'],
  })
  const other = await stripe.webhookEndpoints.retrieve(id)
  await setUp()
  const [ours] = (await stripe.webhookEndpoints.list()).data.filter(({ url }) => url === door)
  const [portal] = (await stripe.billingPortal.configurations.list()).data
  const [price] = (await stripe.prices.list({ lookup_keys: ['mainstay_once_eur_2500'] })).data
  if (!ours || !portal || !price) throw new Error('something was not made')
  await stripe.webhookEndpoints.update(ours.id, { disabled: true, enabled_events: ['payout.paid'] })
  await stripe.products.update('mainstay_gift', { name: 'Gift' })
  await stripe.prices.update(price.id, { active: false })
  await stripe.billingPortal.configurations.update(portal.id, {
    features: { subscription_cancel: { enabled: false } },
  })
  expect(await setUp()).toMatchObject({
    changed: [
      'updated product',
      'updated price',
      'updated portal_configuration',
      'updated webhook_endpoint',
    ],
    secret: null,
  })
  expect(await stripe.webhookEndpoints.retrieve(ours.id)).toMatchObject({ status: 'enabled' })
  expect((await setUp()).changed).toEqual([])
  expect(await stripe.webhookEndpoints.retrieve(id)).toEqual(other)
})

test('another preset is another price; the one before stays for whoever pays it', async () => {
  const { stripe, setUp } = await anAccount()
  await setUp()
  const [gift, ...rest] = catalogue
  if (gift === undefined) throw new Error('there is a catalogue')
  const more = { frequency: 'once', amount: { minor: 7500n, currency: eur } } as const
  const offers = [{ ...gift, prices: [...gift.prices.slice(1), more] }, ...rest]
  expect((await setUp(offers)).changed).toEqual(['created price'])
  const prices = await stripe.prices.list({ product: 'mainstay_gift', active: true })
  expect(prices.data).toHaveLength(5)
})

test('an endpoint of an older version is kept, with what to do about it', async () => {
  const { stripe, setUp } = await anAccount()
  await stripe.webhookEndpoints.create({
    ...{ url: door, enabled_events: [...subscribedEvents], api_version: '2025-04-30.basil' },
  })
  const { changed, note } = await setUp()
  expect(changed).not.toContain('updated webhook_endpoint')
  expect(note).toMatch(/^The endpoint we_\w+ speaks 2025-04-30\.basil, not .* delete it/)
})

test.for(['http://127.0.0.1:8787', 'https://localhost', 'http://members.example.org'])(
  'a live key and %s: refused, and nothing is asked of Stripe',
  async (baseUrl) => {
    const { stripe, calls } = await openAccount(testClock())
    const live = { ...config, baseUrl, stripe: { ...config.stripe, livemode: true } }
    expect(await setUpAccount({ stripe, config: live }, catalogue)).toEqual({
      kind: 'refused',
      reason: expect.stringContaining(`BASE_URL: with a live key`),
    })
    expect(calls).toEqual([])
  },
)

test('the sandbox of a local start has our endpoint already, whatever our name is', async () => {
  const { stripe } = await openAccount(testClock())
  const url = 'http://127.0.0.1:8787/webhooks/stripe'
  await stripe.webhookEndpoints.create({ url, enabled_events: [...subscribedEvents] })
  const local = { ...config, stripe: { ...config.stripe, embedded: true } }
  const done = await setUpAccount({ stripe, config: local }, catalogue)
  expect(done).toMatchObject({ kind: 'set_up', secret: null })
  expect((await stripe.webhookEndpoints.list()).data).toHaveLength(1)
})
