import { request } from 'node:http'
import type { Browser } from 'playwright-core'
import { expect, vi } from 'vitest'
import * as z from 'zod'
import { memberByEmail } from './books.ts'
import { expectPage, testWithBrowser as test } from './browser.ts'
import { payloads } from './payloads.ts'
import { linkFor } from './signed-in.ts'

vi.setConfig({ testTimeout: 120_000 })

/** A page without the policy that would stop a script; `ran` counts what was run in it. */
async function unguarded(browser: Browser) {
  const page = await browser.newPage()
  let ran = 0
  await page.exposeFunction('alert', () => {
    ran += 1
  })
  return { page, ran: () => ran }
}

const inSupport = [
  ...['amount_other', 'extra', 'email', 'dedication', 'reason', 'public_name', 'company'],
  ...['tax_number', 'campaign', 'article', 'tier', 'variant', 'return_to', 'currency', 'frequency'],
]
const places = [
  { path: '/support/look', fields: inSupport },
  { path: '/checkout', fields: inSupport },
  {
    path: '/support/gift',
    fields: [...inSupport, 'gift_name', 'recipient', 'message', 'deliver_on'],
  },
  { path: '/sign-in', fields: ['email', 'next'] },
  { path: '/newsletters/daily/subscribe', fields: ['email', 'source', 'language'] },
] as const
const queries = [
  { path: '/support', fields: inSupport },
  { path: '/support/gift', fields: inSupport },
  { path: '/sign-in', fields: ['next'] },
  { path: '/sign-in/confirm', fields: ['token', 'next'] },
  { path: '/newsletters/confirm', fields: ['token'] },
  { path: '/thank-you', fields: ['session_id'] },
] as const

test('a page that takes them for markup runs them', async ({ browser }) => {
  const { page, ran } = await unguarded(browser)
  await page.setContent(`<p title="">${payloads.join('<p title="">')}`)
  await expect.poll(ran, { timeout: 15_000 }).toBeGreaterThan(9)
  await page.close()
})

/** Where there are few fields: every way out, each before another act. */
const some = payloads.filter((_, at) => at % 21 === 0)

/** Each of `fields` with a text of its own, so that all go round. */
function* filledWith(fields: readonly string[]) {
  const texts = fields.length > 5 ? payloads : some
  for (let at = 0; at < texts.length; at += fields.length)
    yield Object.fromEntries(
      fields.map((name, field) => [name, texts[(at + field) % texts.length] ?? '']),
    )
}

test('two hundred texts of markup are shown as they were typed and never run', async ({
  browser,
  mainstay,
}) => {
  const nonce = z.object({ nonce: z.string() })
  const seen: string[] = []
  const look = async (name: string, answer: Response) => {
    const html = await answer.text()
    expect([name, answer.status < 500]).toEqual([name, true])
    seen.push(html.replaceAll(/<(script|link) [^>]*>/g, '')) // our own, which nothing serves here
  }
  for (const { path, fields } of places)
    for (const filled of filledWith(fields)) {
      const given = nonce.parse(await (await fetch(`${mainstay.url}/checkout/nonce`)).json())
      const body = new URLSearchParams({ ...given, ...filled })
      const init = { method: 'POST', headers: { accept: 'text/html' }, body }
      await look(path, await fetch(`${mainstay.url}${path}`, init))
    }
  for (const { path, fields } of queries)
    for (const filled of filledWith(fields))
      await look(path, await fetch(`${mainstay.url}${path}?${new URLSearchParams(filled)}`))
  expect(seen.filter((html) => html.includes('&lt;')).length).toBeGreaterThan(40)
  const { page, ran } = await unguarded(browser)
  for (const html of new Set(seen)) {
    await page.setContent(html, { waitUntil: 'domcontentloaded' })
    expect(await page.evaluate(handlers)).toEqual([])
  }
  expect(ran()).toBe(0)
  await page.close()
})

/** Elements that would run something, which no page of ours has. */
function handlers(): string[] {
  const isAct = (one: Element) =>
    one.getAttributeNames().some((name) => name.startsWith('on')) ||
    /^\s*javascript:/i.test(one.getAttribute('href') ?? one.getAttribute('action') ?? '') ||
    ['SCRIPT', 'IFRAME', 'OBJECT', 'MARQUEE'].includes(one.tagName)
  return [...document.querySelectorAll('*')].filter(isAct).map((one) => one.outerHTML)
}

test('what a payer says of markup is text on the thank-you page and on the desk', async ({
  open,
  mainstay,
}) => {
  const at = (start: number) => payloads.slice(start, start + 3).join(' ')
  const session = await mainstay.order({
    ...{ frequency: 'once', amount: '20', dedication: at(0), reason: at(20) },
    ...{ company: at(40).slice(0, 120), public_name: at(60).slice(0, 80), shown_as: 'public' },
  })
  const email = 'markup@example.org'
  await mainstay.pay(session, { email, name: '<img src=x onerror=alert(1)>' })
  await mainstay.settled()
  const page = await open({ bypassCSP: true })
  let ran = 0
  page.on('dialog', () => (ran += 1))
  await page.goto(`/thank-you?session_id=${session}`)
  await expectPage(page.getByText('<script>alert(1)</script>').first()).toBeVisible()
  await page.goto(await linkFor(mainstay, 'admin'))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.goto(`/desk/people/${(await memberByEmail(mainstay, email))?.id}`)
  await expectPage(page.getByText('<script>alert(1)</script>').first()).toBeVisible()
  expect(ran).toBe(0)
})

/** As a client that lies about the host sends it, which `fetch` will not do. */
function posted(address: string, headers: Record<string, string>, body: string) {
  return new Promise<Readonly<{ location: string; html: string }>>((resolve, reject) => {
    const sent = request(address, { method: 'POST', headers }, (answer) => {
      let html = ''
      answer.setEncoding('utf8').on('data', (part) => (html += part))
      answer.on('end', () => resolve({ location: answer.headers.location ?? '', html }))
    })
    sent.on('error', reject).end(body)
  })
}

test('a made-up host stands in no mail, no page and no way back from Stripe', async ({
  mainstay,
}) => {
  const { url, deps } = mainstay
  const lies = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    forwarded: 'host=evil.example',
  }
  const headers = {
    ...lies,
    accept: 'text/html',
    'content-type': 'application/x-www-form-urlencoded',
  }
  const email = 'host@example.org'
  const letter = await posted(`${url}/sign-in`, headers, `email=${email}`)
  expect(letter.html).not.toContain('evil.example')
  const { nonce } = await (await fetch(`${url}/checkout/nonce`)).json()
  const order = `nonce=${encodeURIComponent(nonce)}&frequency=once&amount=10&currency=EUR`
  const { location } = await posted(`${url}/checkout`, headers, order)
  const [, id = ''] = /(cs_\w+)/.exec(location) ?? []
  const session = await deps.stripe.checkout.sessions.retrieve(id)
  expect([session.success_url, session.cancel_url].map((way) => way?.startsWith(url))).toEqual([
    ...[true, true],
  ])
  const [mail] = await mainstay.mailsTo(email)
  expect(mail?.text).toContain(`${url}/support`)
  expect(mail?.text).not.toContain('evil.example')
})
