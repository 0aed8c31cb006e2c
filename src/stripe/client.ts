import Stripe from 'stripe'
import type { Calls } from './calls/calls.ts'

/** The one version that our parsers are written for; older shapes come only in old events. */
export const stripeApiVersion = '2026-10-28.endive'

/** The SDK as it is handed on; only `stripe/` reads what it answers. */
export type StripeClient = Stripe

type Address = Readonly<{ key: string; apiBase: string | null }>

/**
 * The SDK for what a reader waits for: 10 s a try and two more tries. `apiBase` (the sandbox or
 * another stand-in) replaces Stripe's address.
 */
export function openStripe(address: Address, calls: Calls): Stripe {
  return clientOf(address, { fetch: calls.forReaders, timeout: 10_000, maxNetworkRetries: 2 })
}

/**
 * The SDK for everything else, which waits and repeats in `calls`; no call of it can go round that.
 * The whole of a call ends before the lease (40 s) under which it is made.
 */
export function openBackgroundStripe(address: Address, calls: Calls): Stripe {
  return clientOf(address, { fetch: calls.inBackground, timeout: 35_000, maxNetworkRetries: 0 })
}

type Manner = Readonly<{
  fetch: Calls['forReaders']
  timeout: number
  maxNetworkRetries: number
}>

function clientOf({ key, apiBase }: Address, { fetch, ...manner }: Manner): Stripe {
  return new Stripe(key, {
    apiVersion: stripeApiVersion,
    ...manner,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(fetch),
    ...(apiBase === null ? {} : addressOf(new URL(apiBase))),
  })
}

function addressOf({ hostname, port, protocol }: URL) {
  const scheme = protocol === 'http:' ? 'http' : 'https'
  return {
    host: hostname,
    port: port || (scheme === 'http' ? '80' : '443'),
    protocol: scheme,
  } as const
}
