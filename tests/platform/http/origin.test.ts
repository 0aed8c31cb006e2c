import { expect, test } from 'vitest'
import { ownOriginOnly } from '../../../src/platform/http/origin.ts'
import { appWith } from '../auth/signed-in.ts'

const own = 'https://support.example.org'
const app = appWith({})
  .use(ownOriginOnly(own, { exempt: ['/webhooks/stripe'] }))
  .all('*', (c) => c.text('in'))

test.each([
  ['a program, which sends no Origin', {}, 200],
  ['a form of our own', { origin: own, 'sec-fetch-site': 'same-origin' }, 200],
  ['another site', { origin: 'https://evil.example' }, 403],
  ['a page without an origin', { origin: 'null' }, 403],
  ['another port', { origin: `${own}:8443` }, 403],
  ['the same host without TLS', { origin: 'http://support.example.org' }, 403],
  ['a subdomain of ours', { origin: 'https://x.support.example.org' }, 403],
  ['a browser that calls it cross-site', { 'sec-fetch-site': 'cross-site' }, 403],
  [
    'an Origin of ours that the browser calls cross-site',
    { origin: own, 'sec-fetch-site': 'cross-site' },
    403,
  ],
])('a post from %s', async (_, headers: Record<string, string>, status) => {
  expect((await app.request('/checkout', { method: 'POST', headers })).status).toBe(status)
})

test('reading from another site passes, and what Stripe posts', async () => {
  const headers = { origin: 'https://evil.example' }
  expect((await app.request('/support', { headers })).status).toBe(200)
  const hook = await app.request('/webhooks/stripe', { method: 'POST', headers })
  expect(hook.status).toBe(200)
})

test('every other method that can act is held too', async () => {
  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    const headers = { origin: 'https://evil.example' }
    expect((await app.request('/x', { method, headers })).status).toBe(403)
  }
})
