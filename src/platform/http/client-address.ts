import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'

/** The network address at the other end, as the entry's runtime knows it. */
export type PeerAddress = (c: Context) => string | null | undefined

type PeerEnv = { Variables: { peer: string } }

/**
 * Puts the peer's address into `c.var.peer`. Node's entry reads the socket, the Worker's entry
 * CF-Connecting-IP, which Cloudflare itself sets; nothing else that a client sends is believed.
 */
export function rememberPeer(peerAddress: PeerAddress) {
  return createMiddleware<PeerEnv>(async (c, next) => {
    c.set('peer', plain(peerAddress(c) ?? 'unknown'))
    await next()
  })
}

/**
 * Whose request this is: the peer, or behind TRUSTED_PROXY (one or more addresses, comma separated)
 * the last address in X-Forwarded-For that no trusted proxy wrote about itself.
 * `unknown` where the entry could not tell, so that all such requests share one limit.
 */
export function clientAddress(c: Context, trustedProxy: string | null): string {
  const peer: unknown = c.get('peer')
  const socket = typeof peer === 'string' ? peer : 'unknown'
  const trusted = new Set((trustedProxy ?? '').split(',').map(plain))
  if (!trusted.has(socket)) return socket
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map(plain).filter(Boolean)
  return forwarded.findLast((address) => !trusted.has(address)) ?? socket
}

/** `::ffff:10.0.0.1` is 10.0.0.1 as a dual-stack socket spells it. */
function plain(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '')
}
