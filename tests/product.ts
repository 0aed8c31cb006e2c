import * as z from 'zod'
import { until } from './until.ts'

type Order = Readonly<{
  frequency: 'once' | 'monthly' | 'yearly'
  amount: string
  currency?: string
  campaign?: string
}> &
  Readonly<Record<string, string>>
type Payment = Readonly<{ email: string; card?: string; name?: string }>

const json = { accept: 'application/json', 'content-type': 'application/json' }

/** A running app and its sandbox, from outside: what programs and people can do there by HTTP. */
export function productAt({ url, sandboxUrl }: { url: string; sandboxUrl: string }) {
  const post = async (path: string, body: object) =>
    answered(`${sandboxUrl}/_sandbox/${path}`, z.unknown(), body)
  const pendingDeliveries = async () =>
    (await answered(`${sandboxUrl}/_sandbox/deliveries`, z.object({ pending: z.number() }))).pending
  return {
    /** Orders as a program does; the id of the Checkout session. */
    order: (order: Order) => placed(url, order),
    pay: (session: string, payment: Payment) =>
      post(`checkout/${session}/pay`, { card: '4242424242424242', ...payment }),
    advance: (seconds: number) => post('clock', { advance_seconds: seconds }),
    /** To a day of its own, before anything has happened: then figures do not depend on today. */
    beginOn: (instant: string) => post('clock', { to: Date.parse(instant) / 1000 }),
    /** The sandbox's clock, in seconds. */
    now: async () =>
      (await answered(`${sandboxUrl}/_sandbox/clock`, z.object({ now: z.number() }))).now,
    act: (action: object) => post('actions', action),
    chaos: (setting: object) => post('chaos', setting),
    /** Due and scheduled. */
    pendingDeliveries,
    /** When every delivery was made and nothing waits in the inbox. */
    settled: () =>
      until('nothing is under way', async () => {
        const [deliveries, events] = [await pendingDeliveries(), await pendingEvents(url)]
        if (deliveries + events === 0) return true
        throw new Error(`${deliveries} deliveries and ${events} events wait`)
      }),
  }
}

async function placed(url: string, { currency = 'EUR', ...order }: Order): Promise<string> {
  const { nonce } = await answered(`${url}/checkout/nonce`, z.object({ nonce: z.string() }))
  const session = z.object({ id: z.string() })
  return (await answered(`${url}/checkout`, session, { ...order, currency, nonce })).id
}

async function pendingEvents(url: string): Promise<number> {
  const readiness = z.object({ sync: z.object({ pending: z.number() }) })
  return (await answered(`${url}/readyz`, readiness)).sync.pending
}

/** Asks, posting `body` when there is one; throws what came in place of an answer of this shape. */
async function answered<T>(address: string, schema: z.ZodType<T>, body?: object): Promise<T> {
  const post = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const response = await fetch(address, { headers: json, ...post })
  const text = await response.text()
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${text}`)
  return schema.parse(JSON.parse(text))
}
