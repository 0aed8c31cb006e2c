import Stripe from 'stripe'
import * as z from 'zod'
import { createSandbox } from '../../src/sandbox/sandbox.ts'
import { memoryStore } from '../../src/sandbox/store/memory.ts'
import { stripeApiVersion } from '../../src/stripe/client.ts'

/** Machine time that stands still until it is moved. */
export type TestClock = { now: () => Date; move: (seconds: number) => void }

export function testClock(start = '2026-03-10T10:00:00Z'): TestClock {
  let at = new Date(start)
  return {
    now: () => at,
    move: (seconds) => {
      at = new Date(at.getTime() + seconds * 1000)
    },
  }
}

const key = 'sk_test_account'

/** An account of the sandbox, in this process, with what a reader and the newsroom's staff can do there. */
export async function openAccount(machine: TestClock, { settles = 'eur', seed = 1 } = {}) {
  const sandbox = await createSandbox({
    store: memoryStore(),
    machineNow: machine.now,
    seed,
    settlementCurrency: settles,
    origin: 'http://sandbox.test',
    log: () => {},
  })
  const calls: string[] = []
  const faults = new Map<string, () => Response | Promise<Response>>()
  const fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(url, init)
    const { pathname } = new URL(request.url)
    calls.push(`${request.method} ${pathname}`)
    return faults.get(pathname)?.() ?? sandbox.fetch(request)
  }
  const stripe = new Stripe(key, {
    apiVersion: stripeApiVersion,
    host: 'sandbox.test',
    protocol: 'http',
    port: 80,
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(fetch),
  })
  const control = async (path: string, body: object): Promise<unknown> => {
    const request = new Request(`http://sandbox.test/_sandbox/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await sandbox.fetch(request)).json()
  }
  return {
    stripe,
    /** What `stripe` calls by, for a client of another make. */
    fetch,
    /** The account's whole HTTP side; needs the key, which `stripe` sends by itself. */
    get: (path: string) =>
      sandbox.fetch(
        new Request(`http://sandbox.test${path}`, { headers: { authorization: `Bearer ${key}` } }),
      ),
    /** Every call to `/v1`, as `GET /v1/charges/ch_…`. */
    calls,
    /** What a path answers in place of the sandbox, until it is taken out again. */
    faults,
    clock: { now: () => sandbox.now(key) },
    advance: (seconds: number) => control('clock', { advance_seconds: seconds }),
    act: (action: object) => control('actions', action),
    configure: (settings: object) => control('settings', settings),
    order: (order: Order) => orderAt(stripe, order),
    pay: async (session: string, payment: object) => {
      await control(`checkout/${session}/pay`, payment)
    },
    events: () => eventsAt(stripe),
  }
}
export type Account = Awaited<ReturnType<typeof openAccount>>

type Order = { frequency: 'once' | 'monthly'; amount: number; currency?: string; campaign?: string }

/** A Checkout session as the reader's form opens one. */
async function orderAt(stripe: Stripe, { frequency, amount, currency = 'eur', campaign }: Order) {
  const kind = frequency === 'once' ? 'gift' : 'membership'
  const metadata = { kind, ...(campaign === undefined ? {} : { campaign }) }
  const price = { currency, unit_amount: amount, product_data: { name: kind } }
  const shared = { success_url: 'http://app.test/thank-you', metadata }
  const { id } =
    frequency === 'once'
      ? await stripe.checkout.sessions.create({
          ...shared,
          mode: 'payment',
          line_items: [{ quantity: 1, price_data: price }],
          payment_intent_data: { metadata },
        })
      : await stripe.checkout.sessions.create({
          ...shared,
          mode: 'subscription',
          line_items: [
            { quantity: 1, price_data: { ...price, recurring: { interval: 'month' as const } } },
          ],
          subscription_data: { metadata },
        })
  return id
}

const named = z.looseObject({ id: z.string(), type: z.string() })
export type SentEvent = z.output<typeof named>

/** The whole event log, oldest first, as webhooks would carry it. */
async function eventsAt(stripe: Stripe): Promise<SentEvent[]> {
  const events: SentEvent[] = []
  for await (const event of stripe.events.list({ limit: 100 })) {
    events.push(named.parse(JSON.parse(JSON.stringify(event))))
  }
  return events.reverse()
}
