import type Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Started, startSandbox } from './server.ts'

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
