import Stripe from 'stripe'

/** The one version that our parsers are written for; older shapes come only in old events. */
export const stripeApiVersion = '2026-10-28.endive'

/** The SDK as it is handed on; only `stripe/` reads what it answers. */
export type StripeClient = Stripe

/**
 * The SDK with our limits: 10 s a try and two more tries, since a reader waits on the other side.
 * `apiBase` (the sandbox or another stand-in) replaces Stripe's address.
 */
export function openStripe({ key, apiBase }: { key: string; apiBase: string | null }): Stripe {
  return new Stripe(key, {
    apiVersion: stripeApiVersion,
    timeout: 10_000,
    maxNetworkRetries: 2,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(),
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
