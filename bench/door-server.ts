// One contestant, in a process of its own. `raw` is what anybody would write who only verifies and
// inserts; `peer` is @supabase/stripe-sync-engine as its README shows it, behind the same plain server.
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { StripeSync } from '@supabase/stripe-sync-engine'
import pg from 'pg'
import Stripe from 'stripe'
import { createApp } from '../src/app.ts'
import { type AppDeps, inBackground } from '../src/deps.ts'
import { rollupKeeper } from '../src/finance/rollups/keep.ts'
import { listen } from '../src/platform/http/listen.ts'
import { drain } from '../src/stripe/sync/sync.ts'
import { type Kind, stripePort } from './contestant.ts'
import { benchDeps, webhookSecret } from './ground.ts'
import { accountKey } from './history.ts'

const stripeAt = `http://127.0.0.1:${stripePort}`
const connections = 10
const refetched = [
  ...(['charge', 'customer', 'dispute', 'invoice', 'payment_intent'] as const),
  ...(['payment_method', 'refund', 'subscription', 'radar.early_fraud_warning'] as const),
] as const
const contestants: Record<Kind, (databaseUrl: string, port: number) => Promise<void>> = {
  raw,
  door: (database, port) => serveApp(benchDeps(database, stripeAt), port),
  app: (database, port) => app(database, port, { kept: true }),
  unkept: (database, port) => app(database, port, { kept: false }),
  peer: (database, port) => peer(database, port, false),
  refetching: (database, port) => peer(database, port, true),
}

const [kind, databaseUrl = '', port = '0'] = process.argv.slice(2)
for (const [name, start] of Object.entries(contestants)) {
  if (name === kind) await start(databaseUrl, Number(port))
}
process.on('message', (question) => {
  if (question === 'end') process.exit(0)
  const { user, system } = process.cpuUsage()
  process.send?.((user + system) / 1000)
})
process.on('disconnect', () => process.exit(0))
process.send?.('listening')

async function serveApp(deps: AppDeps, port: number) {
  const { fetch } = createApp({ config: deps.config, depsOf: () => deps, peerAddress: () => null })
  await listen(fetch, { host: '127.0.0.1', port, variable: 'PORT' })
}

/** Our door and, beside it, sync as the loop runs it; no sweep, which would fetch the same events. */
async function app(databaseUrl: string, port: number, { kept }: { kept: boolean }) {
  let rang = false
  const ring = () => {
    rang = true
  }
  const clock = await stripeClock()
  const deps = inBackground({ ...benchDeps(databaseUrl, stripeAt), clock })
  await serveApp({ ...deps, hurrySync: ring }, port)
  const work = async () => {
    for (let rest_ms = 0; ; rest_ms = rang ? 0 : Math.min(rest_ms + 1, 20)) {
      rang = false
      await drain(deps)
      await wait(rest_ms)
    }
  }
  void work()
  const keep = rollupKeeper()
  if (kept) setInterval(() => void keep(deps), 2000)
}

/** The account's time, which is months ahead of the machine's. */
async function stripeClock() {
  const headers = { authorization: `Bearer ${accountKey}` }
  const { now } = await (await fetch(`${stripeAt}/_sandbox/clock`, { headers })).json()
  return { now: () => new Date(Number(now) * 1000) }
}

async function raw(connectionString: string, port: number) {
  const pool = new pg.Pool({ connectionString, max: connections })
  await pool.query('create table if not exists raw_event (id text primary key, payload text)')
  const stripe = new Stripe('sk_test_bench')
  await plainServer(port, async (body, signature) => {
    const event = stripe.webhooks.constructEvent(body, signature, webhookSecret)
    const sql = 'insert into raw_event values ($1, $2) on conflict do nothing'
    await pool.query(sql, [event.id, body])
  })
}

/** An event that it does not handle costs it nothing and counts as done. */
async function peer(connectionString: string, port: number, refetches: boolean) {
  const sync = new StripeSync({
    poolConfig: { connectionString, max: connections },
    stripeSecretKey: accountKey,
    stripeWebhookSecret: webhookSecret,
    ...(refetches ? { revalidateObjectsViaStripeApi: [...refetched] } : {}),
  })
  sync.stripe = new Stripe(accountKey, { host: '127.0.0.1', port: stripePort, protocol: 'http' })
  await plainServer(port, async (body, signature) => {
    try {
      await sync.processWebhook(body, signature)
    } catch (error) {
      if (!(error instanceof Error && error.message === 'Unhandled webhook event')) throw error
    }
  })
}

async function plainServer(port: number, take: (body: string, signature: string) => Promise<void>) {
  const server = createServer(async (request, response) => {
    const signature = String(request.headers['stripe-signature'] ?? '')
    try {
      await take(await bodyOf(request), signature)
      response.writeHead(200).end('{"received":true}')
    } catch (error) {
      process.stderr.write(`${error}\n`)
      response.writeHead(500).end()
    }
  })
  await once(server.listen(port, '127.0.0.1'), 'listening')
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
