import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
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
  expect(page.text).toContain('Refund Open a dispute')
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
  const form = { duplicate: '0.5', reorder: 'shuffle', delay: '1-30', drop: 'charge.failed, ping' }
  const page = await send('chaos', { seed: '', ...form })
  expect(page.html).toMatch(/id="delay"[^>]*value="1-30"/)
  expect(page.html).toMatch(/id="drop"[^>]*value="charge.failed, ping"/)
  const chaos = await fetch(`${sandbox.origin}/_sandbox/chaos`, { headers })
  expect(await chaos.json()).toMatchObject({
    seed: 1,
    duplicate: 0.5,
    reorder: 'shuffle',
    delay: [1, 30],
    drop: ['charge.failed', 'ping'],
  })
  expect((await send('chaos', { duplicate: '7' })).status).toBe(400)
  expect((await send('chaos', { duplicate: '' })).status).toBe(200)
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

const clockShape = z.object({ now: z.number() })

async function clock(): Promise<number> {
  const answer = await fetch(`${sandbox.origin}/_sandbox/clock`, { headers })
  return clockShape.parse(await answer.json()).now
}

async function setClock(instant: string) {
  const body = JSON.stringify({ to: new Date(instant).getTime() / 1000 })
  await fetch(`${sandbox.origin}/_sandbox/clock`, { method: 'POST', body, headers })
}
