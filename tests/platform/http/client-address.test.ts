import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { clientAddress, rememberPeer } from '../../../src/platform/http/client-address.ts'

async function addressSeen(
  peer: string | null,
  trustedProxy: string | null,
  headers: Record<string, string> = {},
): Promise<string> {
  const app = new Hono()
    .use(rememberPeer(() => peer))
    .get('/', (c) => c.text(clientAddress(c, trustedProxy)))
  return (await app.request('/', { headers })).text()
}

const forwarded = { 'x-forwarded-for': '6.6.6.6, 198.51.100.7' }

test.each([
  ['the peer counts, whatever it forwards', '203.0.113.9', null, forwarded, '203.0.113.9'],
  ['a stranger is no proxy', '203.0.113.9', '10.0.0.1', forwarded, '203.0.113.9'],
  ['behind the proxy its last word counts', '10.0.0.1', '10.0.0.1', forwarded, '198.51.100.7'],
  [
    'two proxies of ours are passed over',
    '10.0.0.2',
    '198.51.100.7, 10.0.0.2',
    forwarded,
    '6.6.6.6',
  ],
  ['a proxy without the header is the client', '10.0.0.1', '10.0.0.1', {}, '10.0.0.1'],
  [
    'a dual-stack socket is the same address',
    '::ffff:10.0.0.1',
    '10.0.0.1',
    forwarded,
    '198.51.100.7',
  ],
  ['a runtime that cannot tell', null, '10.0.0.1', forwarded, 'unknown'],
])('%s', async (_, peer, trustedProxy, headers, address) => {
  expect(await addressSeen(peer, trustedProxy, headers)).toBe(address)
})
