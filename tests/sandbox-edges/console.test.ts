import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { anyAct } from '../../src/sandbox/acts/acts.ts'
import { ClockPage } from '../../src/sandbox/pages/clock-page.tsx'
import { kinds } from '../../src/sandbox/pages/kinds.ts'
import { KEY, type Started, startSandbox } from './server.ts'

let sandbox: Started
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.stop())

const headers = { authorization: `Bearer ${KEY}` }

async function look(path: string) {
  const answer = await fetch(new URL(path, sandbox.origin))
  const html = await answer.text()
  return { status: answer.status, html, text: html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') }
}

/** Sends a form of the console and follows it to the page it leads to. */
async function send(path: string, form: Record<string, string>) {
  const to = new URL(`/_sandbox/console/${path}?account=${KEY}`, sandbox.origin)
  const answer = await fetch(to, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
  })
  const location = answer.headers.get('location')
  if (location !== null) return { posted: answer.status, ...(await look(location)) }
  return { posted: answer.status, status: answer.status, html: '', text: await answer.text() }
}

async function paidCharge() {
  const { id } = await sandbox.stripe.checkout.sessions.create({
    mode: 'payment',
    success_url: 'https://news.example/thanks',
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'eur', unit_amount: 1250, product_data: { name: 'Gift' } },
      },
    ],
  })
  const body = JSON.stringify({ email: 'ann@example.org', card: '4242424242424242' })
  await fetch(`${sandbox.origin}/_sandbox/checkout/${id}/pay`, { method: 'POST', body })
  const [charge] = (await sandbox.stripe.charges.list({ limit: 1 })).data
  return charge?.id ?? ''
}

test('the overview shows clock, deliveries and what happened last, each a link', async () => {
  const charge = await paidCharge()
  const page = await look(`/_sandbox?account=${KEY}`)
  expect(page.text).toContain('SANDBOX – no money moves')
  expect(page.text).toContain('2026-11-24 09:00:00 UTC')
  expect(page.text).toMatch(/Pending 0 Delivered 0 Given up 0/)
  expect(page.text).toMatch(/charge\.succeeded ch_\w+ €12\.50/)
  expect(page.html).toContain(`path=%2Fv1%2Fcharges%2F${charge}`)
})

test('another account’s objects are not shown', async () => {
  const charge = await paidCharge()
  const page = await look('/_sandbox?account=sk_test_somebody')
  expect(page.text).toContain('Events, newest first: none yet.')
  expect(page.html).not.toContain(charge)
})

test('an object shows its fields, links the objects it names, and what can be done', async () => {
  const charge = await paidCharge()
  const page = await look(`/_sandbox/console/object?account=${KEY}&path=/v1/charges/${charge}`)
  expect(page.text).toContain('&quot;amount&quot;: 1250')
  expect(page.html).toMatch(/path=%2Fv1%2Fpayment_intents%2Fpi_\w+/)
  expect(page.html).toMatch(/<summary>Refund<.*<summary>Dispute open<.*<summary>Return debit</s)
  expect(page.text).toMatch(/Its latest events.*charge\.succeeded/)
})

test('a refund made in the console is a refund, and a reload makes no second one', async () => {
  const charge = await paidCharge()
  const page = await send('act', { action: 'refund', charge })
  expect(page).toMatchObject({ posted: 303, status: 200 })
  expect(page.text).toContain('Done: refund.')
  const { amount_refunded } = await sandbox.stripe.charges.retrieve(charge)
  expect(amount_refunded).toBe(1250)
})

test('what the sandbox refuses is said in its words', async () => {
  const charge = await paidCharge()
  await send('act', { action: 'refund', charge })
  const again = await send('act', { action: 'refund', charge })
  expect(again.status).toBe(400)
  expect(again.text).toContain('That did not work')
  expect(again.text).toMatch(/already been refunded/)
})

test('a list goes on where a page of fifty ends', async () => {
  for (let made = 0; made < 51; made += 1) {
    await sandbox.stripe.products.create({ name: `Product ${made}` })
  }
  const path = '/v1/products'
  const first = await look(`/_sandbox/console/list?account=${KEY}&path=${path}`)
  expect(first.text).toContain('Product 50')
  const [, older = ''] = /href="([^"]*starting_after[^"]*)"/.exec(first.html) ?? []
  expect((await look(older.replaceAll('&amp;', '&'))).text).toContain('Product 0')
})

test.each([
  ['hour', '2026-11-24T10:00:00Z'],
  ['day', '2026-11-25T10:00:00Z'],
  ['month', '2026-12-25T10:00:00Z'],
  ['year', '2027-12-25T10:00:00Z'],
])('the clock moves on by one %s, to %s', async (step, instant) => {
  const page = await send('clock', { step })
  expect(page.text).toContain(`The clock has moved on by one ${step}.`)
  expect(await clock()).toBe(new Date(instant).getTime() / 1000)
})

test('a month from the 31st ends on the last day of the next', async () => {
  await setClock('2028-01-31T10:00:00Z')
  await send('clock', { step: 'month' })
  expect(await clock()).toBe(new Date('2028-02-29T10:00:00Z').getTime() / 1000)
})

test('chaos is set from a form, shown as it stands, and calm again when all is empty', async () => {
  const form = { duplicate: '0.5', reorder: 'shuffle', delay: '1, 30', drop: 'charge.failed, ping' }
  const page = await send('chaos', { seed: '', ...form })
  expect(page.html).toMatch(/id="chaos-delay"[^>]*value="1, 30"/)
  expect(page.html).toMatch(/id="chaos-drop"[^>]*value="charge.failed, ping"/)
  expect(await setting('chaos')).toMatchObject({
    seed: 1,
    duplicate: 0.5,
    reorder: 'shuffle',
    delay: [1, 30],
    drop: ['charge.failed', 'ping'],
  })
  expect((await look(`/_sandbox?account=${KEY}`)).text).toContain('Drop charge.failed, ping')
  expect((await send('chaos', { duplicate: '7' })).status).toBe(400)
  expect((await send('chaos', { duplicate: '' })).status).toBe(200)
  expect(await setting('chaos')).toMatchObject({ duplicate: 0, drop: 0 })
})

test('faults are added one by one, stay when the rest is set, are taken back, and calm ends all', async () => {
  await send('fault', { endpoint: 'POST /v1/refunds', status: '500', times: '2' })
  const closing = { endpoint: 'GET /v1/charges/:id', closeConnection: 'at_once', after: 'true' }
  const page = await send('fault', closing)
  expect(page.text).toMatch(/POST \/v1\/refunds status 500, times 2/)
  expect(page.text).toMatch(/GET \/v1\/charges\/:id after true, closeConnection at_once/)
  await send('chaos', { duplicate: '0.1' })
  await send('fault-off', { index: '0' })
  const faults = [{ ...closing, after: true }]
  expect(await setting('chaos')).toMatchObject({ duplicate: 0.1, faults })
  await send('calm', {})
  expect(await setting('chaos')).toMatchObject({ duplicate: 0, faults: [] })
})

test('the console itself is spared the faults that it orders', async () => {
  const charge = await paidCharge()
  await send('fault', { endpoint: 'GET /v1/charges/:id', status: '500' })
  const page = await look(`/_sandbox/console/object?account=${KEY}&path=/v1/charges/${charge}`)
  expect(page.status).toBe(200)
  await expect(sandbox.stripe.charges.retrieve(charge)).rejects.toMatchObject({ statusCode: 500 })
})

test('every act has a form made from its shape, with its choices and what must be filled in', async () => {
  const { html } = await look(`/_sandbox/console/acts?account=${KEY}`)
  expect(html.match(/name="action"/g)).toHaveLength(anyAct.options.length)
  expect(html).toMatch(/name="as" required="".*?value="dispute".*?value="failure"/s)
  const fee = await send('act', { action: 'stripe_fee', amount: '500', description: '' })
  expect(fee.text).toMatch(/Done: stripe fee.*&quot;description&quot;: &quot;Billing - Usage Fee/)
  const refused = await send('act', { action: 'stripe_fee', amount: 'much' })
  expect(refused.text).toContain('amount: ')
})

test('settings are changed by a form, and a list that is emptied is empty', async () => {
  const page = await send('settings', { retryDays: '1, 2.5', afterRetries: 'unpaid' })
  expect(page.html).toMatch(/id="settings-retryDays"[^>]*value="1, 2.5"/)
  await send('settings', { alsoSettlesIn: 'usd, gbp', retryDays: '' })
  expect(await setting('settings')).toMatchObject({
    ...{ afterRetries: 'unpaid', retryDays: [], alsoSettlesIn: ['usd', 'gbp'] },
  })
  await send('settings', { alsoSettlesIn: '', retryDays: '3, 5, 7', afterRetries: 'cancel' })
})

test('an endpoint’s secret is rolled, and its events are replayed from one of them on', async () => {
  const { webhookEndpoints, events } = sandbox.stripe
  const url = 'http://127.0.0.1:9/webhooks'
  const made = await webhookEndpoints.create({ url, enabled_events: ['charge.succeeded'] })
  const rolled = await send('roll', { endpoint: made.id, expires_in_seconds: '60' })
  expect(rolled.text).toMatch(/Its secret is now whsec_\w+/)
  expect(rolled.text).not.toContain(made.secret)
  await paidCharge()
  const [event] = (await events.list({ type: 'charge.succeeded', limit: 1 })).data
  const replayed = await send('replay', { from: event?.id ?? '', order: 'newest_first', seed: '' })
  expect(replayed.text).toMatch(/\d events were sent again/)
  const page = await look(`/_sandbox/console/object?account=${KEY}&path=/v1/events/${event?.id}`)
  expect(page.text).toMatch(new RegExp(`Its deliveries.*(${event?.id} ${made.id}.*){2}`))
  await webhookEndpoints.del(made.id)
})

test('any id is found, and one that is none is said to be none', async () => {
  const charge = await paidCharge()
  const page = await look(`/_sandbox/console/find?account=${KEY}&id=+${charge}`)
  expect(page.text).toContain('Charge succeeded')
  expect((await look(`/_sandbox/console/find?account=${KEY}&id=nonsense`)).status).toBe(400)
})

test('a list is narrowed by a word, and the event log by type', async () => {
  await sandbox.stripe.products.create({ name: 'A needle' })
  const products = `/_sandbox/console/list?account=${KEY}&path=/v1/products`
  const { text } = await look(`${products}&q=NEEDLE`)
  expect(text.match(/prod_\w+/g)).toHaveLength(1)
  await paidCharge()
  const events = await look(
    `/_sandbox/console/list?account=${KEY}&path=/v1/events&type=charge.succeeded`,
  )
  expect(new Set(events.text.match(/\w+\.succeeded/g))).toEqual(new Set(['charge.succeeded']))
})

test('every kind of object has its list', async () => {
  const { html } = await look(`/_sandbox/console/objects?account=${KEY}`)
  const lists = html.match(/\/_sandbox\/console\/list[^"]*/g) ?? []
  expect(lists.length).toBeGreaterThan(kinds.length)
  for (const list of lists) {
    expect([list, (await look(list.replaceAll('&amp;', '&'))).status]).toEqual([list, 200])
  }
})

test('a clock on its way shows how far it has come, and looks again by itself', async () => {
  const page = ClockPage({ account: KEY, now: 150, from: 100, to: 300 })
  expect(String(page)).toMatch(/<progress value="50" max="200"/)
  const arrived = await look(`/_sandbox/console/clock?account=${KEY}&from=100`)
  expect(arrived.text).toContain('The clock is where it was sent.')
})

test('deliveries show what the endpoint said, and an event can be sent again', async () => {
  const url = 'http://127.0.0.1:9/webhooks'
  const endpoint = await sandbox.stripe.webhookEndpoints.create({
    url,
    enabled_events: ['charge.succeeded'],
  })
  await paidCharge()
  await send('flush', {})
  const [event] = (await sandbox.stripe.events.list({ type: 'charge.succeeded', limit: 1 })).data
  const path = `/_sandbox/console/deliveries?account=${KEY}`
  expect((await look(path)).text).toMatch(
    new RegExp(`${event?.id} ${endpoint.id} pending [A-Za-z]\\S+ [1-9]`),
  )
  const sent = await send('resend', { event: event?.id ?? '' })
  expect(sent.text).toContain('The event is on its way again.')
  await send('flush', {})
  expect((await look(path)).text.split(event?.id ?? '').length - 1).toBe(2)
  await sandbox.stripe.webhookEndpoints.del(endpoint.id)
})

test('the page loads nothing from elsewhere and runs no script', async () => {
  const answer = await fetch(`${sandbox.origin}/_sandbox`)
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
  expect(await answer.text()).not.toContain('<script')
  const style = await fetch(`${sandbox.origin}/_sandbox/style.css`)
  expect(style.headers.get('content-type')).toContain('text/css')
})

async function setting(name: 'chaos' | 'settings'): Promise<unknown> {
  return (await fetch(`${sandbox.origin}/_sandbox/${name}`, { headers })).json()
}

const clockShape = z.object({ now: z.number() })

async function clock(): Promise<number> {
  const answer = await fetch(`${sandbox.origin}/_sandbox/clock`, { headers })
  return clockShape.parse(await answer.json()).now
}

async function setClock(instant: string) {
  const body = JSON.stringify({ to: new Date(instant).getTime() / 1000 })
  await fetch(`${sandbox.origin}/_sandbox/clock`, { method: 'POST', body, headers })
}
