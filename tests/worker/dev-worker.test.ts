import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import * as z from 'zod'
import { entriesOf, memberByEmail } from '../browser/books.ts'
import { expectPage } from '../browser/browser.ts'
import { lives, npmDevWorker } from '../cli/installation.ts'
import { until } from '../until.ts'
import { descendants, testWithWorker as test } from './running-worker.ts'

vi.setConfig({ testTimeout: 60_000 })

const email = 'olena@example.org'
const month_s = 31 * 86_400 + 2 * 3600 // an invoice is a draft for its first hour
const report = '/desk/reader-share?from=2027-03-01&to=2027-04-01'

async function orderFromTheArticle(page: Page) {
  await page.goto('/article')
  await page.getByRole('link', { name: 'Become a member' }).click()
  await page.getByRole('radio', { name: '€10', exact: true }).check()
  await page.getByRole('button', { name: 'Give €10 a month' }).click()
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Card number').fill('4242 4242 4242 4242')
}

test('a reader pays, is thanked at once, and is in the books within two seconds', async ({
  open,
  mainstay,
}) => {
  await mainstay.beginOn('2027-03-10T10:00:00Z')
  await Promise.all([mainstay.api('support'), mainstay.api('finance')])
  const page = await open()
  await orderFromTheArticle(page)
  const paid = performance.now()
  await page.getByRole('button').click()
  await expectPage(page.getByText('You are a member now, with €10.00 a month.')).toBeVisible()
  const member = await until('the member', async () => {
    const found = await memberByEmail(mainstay, email)
    return found?.state === 'member' && found // their customer may be in the books a moment before
  })
  const entries = await until('the entry', async () => {
    const found = await entriesOf(mainstay, member.id)
    return found.length > 0 && found
  })
  expect(performance.now() - paid).toBeLessThan(2000)
  expect(member).toMatchObject({ state: 'member', frequency: 'monthly', amount_minor: 1000 })
  // Stripe's fee: 1.5 % + 0.25
  expect(entries).toMatchObject([
    { kind: 'payment', amount_minor: 1000, fee_minor: 40, net_minor: 960 },
  ])
})

test('staff sign in by the printed link and open the share, as a page and as files', async ({
  open,
  mainstay,
}) => {
  await mainstay.advance(60) // what a payment was for is told by Stripe some seconds after it
  await mainstay.settled()
  const desk = await open()
  await desk.goto(/http\S+token=\S+/.exec(mainstay.start.stdout())?.[0] ?? 'no link was printed')
  await desk.getByRole('button', { name: 'Sign in' }).click()
  await expectPage(desk).toHaveURL(/\/desk/)
  await desk.goto('/desk/income?class=advertising')
  await desk.getByLabel('Class').selectOption('advertising')
  await desk.getByLabel('Amount').fill('40.00')
  await desk.getByLabel('Who paid').fill('Harbour Works')
  await desk.getByRole('textbox', { name: 'Document' }).fill('INV-2027-3')
  await desk.getByRole('button', { name: 'Enter income' }).click()
  await expectPage(desk.getByRole('row', { name: /INV-2027-3/ })).toContainText('40.00')
  await desk.goto(report)
  await expectPage(desk.getByRole('heading', { level: 1 })).toHaveText(
    'Readers paid for 20.0 % of March 2027', // 10 of 50
  )
  for (const name of ['JSON', 'CSV', 'XLSX']) {
    const href = await desk.getByRole('link', { name, exact: true }).getAttribute('href')
    const answer = await desk.request.get(href ?? '')
    expect({ name, status: answer.status() }).toEqual({ name, status: 200 })
    const bytes = await answer.body()
    if (name === 'XLSX') expect(bytes.subarray(0, 2).toString()).toBe('PK')
    else expect(bytes.toString()).toContain('0.200000')
  }
})

test('a sign-in mail lies in the local mailbox', async ({ mainstay }) => {
  const body = new URLSearchParams({ email: 'staff@newsroom.example' })
  await fetch(`${mainstay.url}/sign-in`, { method: 'POST', body })
  const answer = await fetch(`${mainstay.url}/_dev/mail`, {
    headers: { accept: 'application/json' },
  })
  const [mail] = z
    .object({ data: z.array(z.object({ to: z.string(), text: z.string() })) })
    .parse(await answer.json()).data
  expect(mail?.to).toBe('staff@newsroom.example')
  expect(mail?.text).toContain(`${mainstay.url}/sign-in/confirm?token=`)
})

test('a webhook that Stripe did not sign is refused', async ({ mainstay }) => {
  const answer = await fetch(`${mainstay.url}/webhooks/stripe`, {
    method: 'POST',
    headers: { 'stripe-signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` },
    body: '{"id":"evt_1","type":"charge.succeeded","data":{"object":{}}}',
  })
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ type: '/problems/webhook_refused' })
})

test('a month later the renewal is booked', async ({ mainstay }) => {
  await mainstay.advance(month_s)
  await mainstay.settled()
  const member = await memberByEmail(mainstay, email)
  const entries = await entriesOf(mainstay, member?.id ?? '')
  expect(entries.map(({ kind, amount_minor }) => ({ kind, amount_minor }))).toEqual([
    { kind: 'payment', amount_minor: 1000 },
    { kind: 'payment', amount_minor: 1000 },
  ])
})

test('a PORT that is taken is named, and nothing is left running', async ({ installation }) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const PORT = address !== null && typeof address === 'object' ? String(address.port) : ''
  const start = npmDevWorker({ env: { ...installation.env, PORT } })
  expect(await start.exited).toBe(1)
  expect(start.stderr()).toContain(`PORT: 127.0.0.1:${PORT} is taken`)
  expect(lives(-start.pid)).toBe(false)
  server.close()
})

test('Ctrl-C ends the Worker, its workerd, the sandbox and the database', async ({ mainstay }) => {
  const { start } = mainstay
  const family = descendants(start.pid)
  for (const name of ['wrangler', 'workerd', 'postgres']) {
    expect(family.map(({ command }) => command)).toContainEqual(expect.stringContaining(name))
  }
  process.kill(-start.pid, 'SIGINT')
  expect(await start.exited).toBe(0)
  await until('every process has ended', () => !family.some(({ pid }) => lives(pid)))
  expect(start.stderr()).toBe('')
})

test('a wrangler that ends by itself ends all: code 1, and nothing is left', async ({
  installation,
}) => {
  const start = npmDevWorker(installation)
  await start.ready()
  const family = descendants(start.pid)
  const wrangler = family.find(({ command }) => command.includes('wrangler-dist'))
  expect(wrangler).toBeDefined()
  process.kill(wrangler?.pid ?? start.pid, 'SIGKILL')
  expect(await start.exited).toBe(1)
  expect(start.stderr()).toContain('wrangler dev ended by itself')
  await until('every process has ended', () => !family.some(({ pid }) => lives(pid)))
})
