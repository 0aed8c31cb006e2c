import { expect, onTestFinished, test, vi } from 'vitest'
import { unstable_startWorker } from 'wrangler'
import worker from '../../src/worker.ts'

vi.setConfig({ testTimeout: 60_000 })

const safe = {
  STRIPE_SECRET_KEY: 'sk_live_not_to_be_printed',
  STRIPE_WEBHOOK_SECRET: 'whsec_not_to_be_printed',
  APP_SECRET: 'k3v9q1x7m5z2p8w4n6c0b3f7h1j5l9r2',
  BASE_URL: 'https://members.example.org',
}
const nobody = 'postgres://mainstay:not_to_be_printed@127.0.0.1:9/mainstay'

/** The Worker in workerd as Cloudflare would run it: nothing says that this is development. */
async function deployed(variables: Readonly<Record<string, string>>) {
  const bindings = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      { type: 'plain_text' as const, value },
    ]),
  )
  vi.stubEnv('CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE', nobody)
  const started = await unstable_startWorker({
    config: 'wrangler.toml',
    envFiles: [],
    bindings,
    dev: {
      server: { hostname: '127.0.0.1', port: 0 },
      inspector: false,
      logLevel: 'none',
      watch: false,
    },
  })
  onTestFinished(() => started.dispose())
  return started
}

test('in production every request is told which variable is unsafe, and no secret', async () => {
  const app = await deployed({ ...safe, STRIPE_WEBHOOK_SECRET: '', APP_SECRET: 'tiny' })
  const { href: url } = await app.url
  for (const [path, init] of [
    ['support', {}],
    ['healthz', {}],
    ['webhooks/stripe', { method: 'POST', body: '{}' }],
    ['cdn-cgi/nothing', {}],
  ] as const) {
    const answer = await fetch(new URL(path, url), init)
    expect({ path, status: answer.status }).toEqual({ path, status: 503 })
    const problem = await answer.text()
    expect(problem).toContain('/problems/settings_refused')
    expect(problem).toContain('STRIPE_WEBHOOK_SECRET: is required')
    expect(problem).toContain('APP_SECRET: needs')
    expect(problem).not.toMatch(/tiny|not_to_be_printed/)
  }
  const page = await fetch(new URL('support', url), { headers: { accept: 'text/html' } })
  expect(page.status).toBe(503)
  expect(await page.text()).toContain('APP_SECRET: needs')
})

test('with safe settings the Worker serves, as production', async () => {
  const app = await deployed(safe)
  const { href: url } = await app.url
  expect((await fetch(new URL('healthz', url))).status).toBe(200)
  expect((await fetch(new URL('_dev/mail', url))).status).toBe(404)
})

test('a Worker without its database binding says so', async () => {
  const context = { waitUntil: () => {} }
  const answer = await worker.fetch(
    new Request('https://members.example.org/'),
    { ...safe },
    context,
  )
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('HYPERDRIVE: ') })
})
