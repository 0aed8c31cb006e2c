import type Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { KEY, type Started, startSandbox } from './server.ts'

let sandbox: Started
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.stop())

/** A member who pays ten euros a month. */
async function member() {
  const made = await sandbox.stripe.checkout.sessions.create({
    mode: 'subscription',
    success_url: 'https://news.example/thanks',
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: 'eur',
          unit_amount: 1000,
          product_data: { name: 'Membership' },
          recurring: { interval: 'month' },
        },
      },
    ],
  })
  const body = JSON.stringify({ email: 'ann@example.org', card: '4242424242424242' })
  await fetch(`${sandbox.origin}/_sandbox/checkout/${made.id}/pay`, { method: 'POST', body })
  const { customer, subscription } = await sandbox.stripe.checkout.sessions.retrieve(made.id)
  return { customer: String(customer), subscription: String(subscription) }
}

type Flow = NonNullable<Stripe.BillingPortal.SessionCreateParams['flow_data']>

async function portal(customer: string, flow_data?: Flow) {
  const return_url = 'https://news.example/account'
  const given = { customer, return_url, ...(flow_data && { flow_data }) }
  return (await sandbox.stripe.billingPortal.sessions.create(given)).url
}

async function look(url: string, form?: Record<string, string>) {
  const init = form && { method: 'POST', body: new URLSearchParams(form) }
  const answer = await fetch(url, { ...init, redirect: 'manual' })
  const html = await answer.text()
  const text = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  return { status: answer.status, location: answer.headers.get('location'), html, text }
}

const back = { type: 'redirect', redirect: { return_url: 'https://news.example/account?done' } }

test('the portal shows what is paid, when next, the invoices and the way back', async () => {
  const { customer } = await member()
  const page = await look(await portal(customer))
  expect(page.text).toContain('€10.00 per month Next payment on 2026-12-24.')
  expect(page.text).toMatch(/2026-11-24 paid €10\.00/)
  expect(page.html).toContain('href="https://news.example/account"')
})

test('cancelling ends the membership with its period, and it can be kept after all', async () => {
  const { customer, subscription } = await member()
  const url = await portal(customer)
  const cancelled = await look(`${url}/cancel`, { subscription })
  expect(cancelled).toMatchObject({ status: 303, location: url })
  expect((await look(url)).text).toContain('Ends on 2026-12-24.')
  await look(`${url}/keep`, { subscription })
  expect((await look(url)).text).toContain('Next payment on 2026-12-24.')
  const { cancel_at, cancel_at_period_end } =
    await sandbox.stripe.subscriptions.retrieve(subscription)
  expect([cancel_at, cancel_at_period_end]).toEqual([null, false])
})

test('a deep link for the card shows only the card, and leads on when it is changed', async () => {
  const { customer, subscription } = await member()
  const url = await portal(customer, { type: 'payment_method_update', after_completion: back })
  const page = await look(url)
  expect(page.text).toContain('New card number')
  expect(page.text).not.toContain('Cancel')
  const before = await sandbox.stripe.subscriptions.retrieve(subscription)
  const changed = await look(`${url}/card`, { card: '5555 5555 5555 4444' })
  expect(changed).toMatchObject({ status: 303, location: 'https://news.example/account?done' })
  const after = await sandbox.stripe.subscriptions.retrieve(subscription)
  expect(after.default_payment_method).not.toBe(before.default_payment_method)
})

test.each([
  ['4000000000000002', 'Your card was declined.'],
  ['1234', 'Your card number is incorrect.'],
])('card %s is refused beside the field and changes nothing', async (card, message) => {
  const { customer, subscription } = await member()
  const url = await portal(customer)
  const before = await sandbox.stripe.subscriptions.retrieve(subscription)
  const page = await look(`${url}/card`, { card })
  expect(page).toMatchObject({ status: 402 })
  expect(page.html).toMatch(new RegExp(`id="card-wrong"[^>]*>${message}`))
  expect(await sandbox.stripe.subscriptions.retrieve(subscription)).toEqual(before)
})

test('a deep link to cancel shows the one subscription and leads on', async () => {
  const { customer, subscription } = await member()
  const flow: Flow = {
    type: 'subscription_cancel',
    subscription_cancel: { subscription },
    after_completion: back,
  }
  const url = await portal(customer, flow)
  expect((await look(url)).text).not.toContain('New card number')
  const cancelled = await look(`${url}/cancel`, { subscription })
  expect(cancelled.location).toBe('https://news.example/account?done')
})

test('nobody acts on another customer’s subscription', async () => {
  const [ann, bob] = [await member(), await member()]
  const refused = await look(`${await portal(ann.customer)}/cancel`, bob)
  expect(refused.status).toBe(404)
  const { cancel_at_period_end } = await sandbox.stripe.subscriptions.retrieve(bob.subscription)
  expect(cancel_at_period_end).toBe(false)
})

test.each([
  [{ type: 'subscription_cancel' }, 'flow_data[subscription_cancel]'],
  [
    { type: 'subscription_cancel', subscription_cancel: { subscription: 'sub_x' } },
    'flow_data[subscription_cancel][subscription]',
  ],
  [
    { type: 'payment_method_update', after_completion: { type: 'redirect' } },
    'flow_data[after_completion][redirect]',
  ],
])('a deep link %j is refused at %s', async (flow, param) => {
  const { customer } = await member()
  await expect(portal(customer, flow)).rejects.toMatchObject({ param })
})

test('an unknown portal session is a page that says so', async () => {
  expect((await look(`${sandbox.origin}/p/session/bps_x`)).status).toBe(404)
})

/** A portal whose configuration offers what is named, and nothing else. */
async function configured(customer: string, features: Features, flow_data?: Flow) {
  const { id } = await sandbox.stripe.billingPortal.configurations.create({ features })
  const given = { customer, configuration: id, ...(flow_data && { flow_data }) }
  return (await sandbox.stripe.billingPortal.sessions.create(given)).url
}
type Features = Stripe.BillingPortal.ConfigurationCreateParams.Features

test('why somebody leaves goes with their cancellation', async () => {
  const { customer, subscription } = await member()
  const url = await portal(customer)
  await look(`${url}/cancel`, { subscription, feedback: 'unused', comment: 'Moving away' })
  const { cancellation_details } = await sandbox.stripe.subscriptions.retrieve(subscription)
  expect(cancellation_details).toMatchObject({
    ...{ feedback: 'unused', comment: 'Moving away', reason: 'cancellation_requested' },
  })
})

test('a portal offers what its configuration says, and refuses the rest', async () => {
  const { customer, subscription } = await member()
  const url = await configured(customer, {
    subscription_cancel: { enabled: true, mode: 'immediately' },
  })
  const page = await look(url)
  expect(page.text).toContain('Cancel now')
  for (const other of ['New card number', 'Invoices', 'Your details', 'Pause it', 'Change it']) {
    expect(page.text).not.toContain(other)
  }
  expect((await look(`${url}/pause`, { subscription })).text).toContain('does not offer that')
  expect((await look(`${url}/card`, { card: '4242424242424242' })).status).toBe(404)
  await look(`${url}/cancel`, { subscription })
  expect((await sandbox.stripe.subscriptions.retrieve(subscription)).status).toBe('canceled')
  const flow: Flow = { type: 'subscription_pause', subscription_pause: { subscription } }
  const bare = { invoice_history: { enabled: true } }
  await expect(configured(customer, bare, flow)).rejects.toMatchObject({ param: 'flow_data[type]' })
})

test('another plan is shown with its price before it is confirmed', async () => {
  const { customer, subscription } = await member()
  const product = await sandbox.stripe.products.create({ name: 'Patron' })
  const { id: price } = await sandbox.stripe.prices.create({
    ...{ currency: 'eur', unit_amount: 2500, product: product.id },
    recurring: { interval: 'month' },
  })
  const products = [{ product: product.id, prices: [price] }]
  const subscription_update = {
    ...{ enabled: true, products, proration_behavior: 'always_invoice' as const },
    default_allowed_updates: ['price' as const],
  }
  const url = await configured(customer, { subscription_update })
  expect((await look(url)).text).toContain('€25.00 per month')
  const sheet = await look(`${url}/update`, { subscription, price })
  // nothing of the month is used: 25.00 less the 10.00 that are paid
  expect(sheet.text).toContain('€25.00 per month Due today: €15.00')
  const item = /name="item" value="(\w+)"/.exec(sheet.html)?.[1] ?? ''
  const confirmed = await look(`${url}/confirm`, { subscription, item, price, quantity: '1' })
  expect(confirmed.status).toBe(303)
  const { items } = await sandbox.stripe.subscriptions.retrieve(subscription)
  expect(items.data[0]?.price.id).toBe(price)
})

test('a deep link may lead straight to the confirmation of a change', async () => {
  const { customer, subscription } = await member()
  const { items } = await sandbox.stripe.subscriptions.retrieve(subscription)
  const flow: Flow = {
    type: 'subscription_update_confirm',
    subscription_update_confirm: {
      ...{ subscription, items: [{ id: items.data[0]?.id ?? '', quantity: 3 }] },
    },
    after_completion: back,
  }
  const url = await portal(customer, flow)
  const sheet = await look(url)
  expect(sheet.text).toContain('Confirm the change €30.00 per month')
  const fields = Object.fromEntries(
    [...sheet.html.matchAll(/name="(\w+)" value="(\w+)"/g)].map(([, name, value]) => [name, value]),
  )
  const done = await look(`${url}/confirm`, fields)
  expect(done.location).toBe('https://news.example/account?done')
})

test('a change that the card does not pay is not made, and the page says so', async () => {
  const { customer, subscription } = await member()
  const set = { action: 'set_card', customer, card: '4000000000000341' }
  await act(set)
  const url = await configured(customer, {
    subscription_update: {
      ...{ enabled: true, proration_behavior: 'always_invoice', products: [] },
      default_allowed_updates: ['quantity'],
    },
  })
  const refused = await look(`${url}/confirm`, { subscription, quantity: '5' })
  expect(refused).toMatchObject({ status: 402 })
  expect(refused.text).toContain('Your card was declined.')
  const { items } = await sandbox.stripe.subscriptions.retrieve(subscription)
  expect(items.data[0]?.quantity).toBe(1)
})

test('a pause may have its end, and can be ended before', async () => {
  const { customer, subscription } = await member()
  const url = await configured(customer, {
    subscription_pause: {
      enabled: true,
      duration: {
        type: 'interval_options',
        interval_options: [{ interval: 'month', interval_count: 2 }],
      },
    },
  })
  expect((await look(url)).text).toContain('2 months')
  await look(`${url}/pause`, { subscription, span: '0' })
  expect((await sandbox.stripe.subscriptions.retrieve(subscription)).status).toBe('paused')
  expect((await look(url)).text).toContain('Paused: nothing is charged.')
  await look(`${url}/resume`, { subscription })
  expect((await sandbox.stripe.subscriptions.retrieve(subscription)).status).toBe('active')
})

test('details that may be changed are changed', async () => {
  const { customer } = await member()
  const url = await configured(customer, {
    customer_update: { enabled: true, allowed_updates: ['email'] },
  })
  await look(`${url}/customer`, { email: 'ann@new.example', name: 'Somebody Else' })
  const { email, name } = await customerAt(customer)
  expect([email, name]).toEqual(['ann@new.example', null])
})

test('a confirmation in the portal’s own words ends a deep link', async () => {
  const { customer } = await member()
  const url = await portal(customer, {
    type: 'payment_method_update',
    after_completion: {
      type: 'hosted_confirmation',
      hosted_confirmation: { custom_message: 'Thank you for staying.' },
    },
  })
  const changed = await look(`${url}/card`, { card: '4242424242424242' })
  expect((await look(changed.location ?? '')).text).toContain('Thank you for staying.')
})

test('each invoice has its own page, to print', async () => {
  const { customer } = await member()
  const page = await look(await portal(customer))
  const path = /href="(\/i\/in_\w+)"/.exec(page.html)?.[1] ?? ''
  const invoice = await look(`${sandbox.origin}${path}`)
  expect(invoice.text).toMatch(/The Harbour Post to ann@example\.org.* Paid\. .*Total €10\.00/)
  const pdf = await look(`${sandbox.origin}${path}/pdf`)
  expect(pdf).toMatchObject({ status: 302, location: path })
  expect((await look(`${sandbox.origin}/i/in_x`)).status).toBe(404)
})

async function customerAt(id: string) {
  const found = await sandbox.stripe.customers.retrieve(id)
  if (found.deleted) throw new TypeError('this customer is there')
  return found
}

function act(body: object) {
  return fetch(`${sandbox.origin}/_sandbox/actions`, {
    ...{ method: 'POST', body: JSON.stringify(body) },
    headers: { authorization: `Bearer ${KEY}` },
  })
}
