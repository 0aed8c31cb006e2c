import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import { createApp } from '../src/app.ts'
import { benchDeps, freshDatabase, line, quantile, started } from './ground.ts'

const stripePort = 18795
const orders = 800
const warmUp = 100

/** What one order cost besides Stripe's own time, and how often it went to the database. */
type Cost = { stripe_ms: number; queries: number }
const costs = new AsyncLocalStorage<Cost>()

/** `POST /checkout` against a stand-in that answers after 30 ms, as Stripe does at its best. */
export async function benchCheckout(serverUrl: string): Promise<void> {
  const standIn = await started('bench/stripe-stand-in.ts', [String(stripePort)])
  countQueries()
  timeStripe() // before the SDK takes hold of fetch
  const database = await freshDatabase(serverUrl, 'bench_checkout')
  const deps = benchDeps(database, `http://127.0.0.1:${stripePort}`)
  const app = createApp({
    config: deps.config,
    depsOf: () => deps,
    peerAddress: (c) => c.req.header('x-bench-peer'), // the limit by address is not what we measure
  })
  for (const atOnce of [1, 8]) {
    const { own_ms, queries } = await placed(app, atOnce)
    line(`own time beside Stripe, ${atOnce} at once`, {
      'p50 ms': quantile(own_ms, 0.5),
      'p99 ms': quantile(own_ms, 0.99),
      wanted: 'p99 ≤ 10',
    })
    line('database round trips', { most: Math.max(...queries), wanted: '≤ 2' })
  }
  await deps.db.destroy()
  standIn.kill()
}

type App = ReturnType<typeof createApp>

/** What each order cost, after the first ones, which open connections and are compiled. */
async function placed(app: App, atOnce: number): Promise<{ own_ms: number[]; queries: number[] }> {
  const nonces = await Promise.all(Array.from({ length: orders }, () => nonceFrom(app)))
  const own_ms: number[] = []
  const queries: number[] = []
  const waiting = nonces.entries()
  const worker = async () => {
    for (const [n, nonce] of waiting) {
      const cost = { stripe_ms: 0, queries: 0 }
      const start = performance.now()
      await costs.run(cost, () => order(app, nonce, n))
      own_ms.push(performance.now() - start - cost.stripe_ms)
      queries.push(cost.queries)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return { own_ms: own_ms.slice(warmUp), queries }
}

async function nonceFrom(app: App): Promise<string> {
  const response = await app.request('/checkout/nonce', { headers: { accept: 'application/json' } })
  return String((await response.json()).nonce)
}

async function order(app: App, nonce: string, n: number): Promise<void> {
  const body = { frequency: 'monthly', amount_minor: 1000, currency: 'EUR', nonce }
  const response = await app.request('/checkout', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'x-bench-peer': `10.0.${n >> 8}.${n & 255}`,
    },
    body: JSON.stringify(body),
  })
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`)
}

/** Every statement that leaves for the database counts for the order it belongs to. */
function countQueries() {
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = new Proxy(query, {
    apply: (target, client, args) => {
      const cost = costs.getStore()
      if (cost !== undefined) cost.queries += 1
      return Reflect.apply(target, client, args)
    },
  })
}

function timeStripe() {
  const { fetch } = globalThis
  globalThis.fetch = async (...args) => {
    const start = performance.now()
    const response = await fetch(...args)
    const cost = costs.getStore()
    if (cost !== undefined) cost.stripe_ms += performance.now() - start
    return response
  }
}
