import { createApp } from '../src/app.ts'
import type { AppDeps } from '../src/deps.ts'
import { listen } from '../src/platform/http/listen.ts'
import { createSandbox } from '../src/sandbox/sandbox.ts'
import { memoryStore } from '../src/sandbox/store/memory.ts'
import { syncPending } from '../src/stripe/sync/sync.ts'
import { benchDeps, freshDatabase, line, machineClock, webhookSecret } from './ground.ts'

const appPort = 18793
const sandboxPort = 18794
const members = 300
const month_s = 32 * 24 * 3600

/** Events applied a second, and Stripe calls an event: first payments, then a month's renewals. */
export async function benchSync(serverUrl: string): Promise<void> {
  let calls = 0
  const sandbox = await createSandbox({
    store: memoryStore(),
    machineNow: machineClock.now,
    seed: 1,
    settlementCurrency: 'eur',
    origin: `http://127.0.0.1:${sandboxPort}`,
    log: () => {},
  })
  const counted = (request: Request) => {
    if (new URL(request.url).pathname.startsWith('/v1/')) calls += 1
    return sandbox.fetch(request)
  }
  await listen(counted, { host: '127.0.0.1', port: sandboxPort, variable: 'SANDBOX_PORT' })
  const base = `http://127.0.0.1:${sandboxPort}`
  const deps = {
    ...benchDeps(await freshDatabase(serverUrl, 'bench_sync'), base),
    clock: { now: () => sandbox.now('sk_test_bench') },
  }
  const secret = await endpointAt(deps)
  await openDoor(deps, secret)
  sandbox.start()
  await pay(deps, base)
  await drained(deps, 'first payments', () => calls)
  await post(`${base}/_sandbox/clock`, { advance_seconds: month_s })
  await drained(deps, 'renewals of a month', () => calls)
  await sandbox.stop()
}

async function endpointAt({ stripe }: AppDeps): Promise<string> {
  const url = `http://127.0.0.1:${appPort}/webhooks/stripe`
  const endpoint = await stripe.webhookEndpoints.create({ url, enabled_events: ['*'] })
  return endpoint.secret ?? webhookSecret
}

async function openDoor(deps: AppDeps, secret: string) {
  const config = { ...deps.config, stripe: { ...deps.config.stripe, webhookSecrets: [secret] } }
  const handed = { ...deps, config }
  const app = createApp({ config, depsOf: () => handed, peerAddress: () => null })
  await listen(app.fetch, { host: '127.0.0.1', port: appPort, variable: 'PORT' })
}

async function pay({ stripe }: AppDeps, base: string) {
  for (let n = 0; n < members; n += 1) {
    const { id } = await stripe.checkout.sessions.create({
      mode: 'subscription',
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: 'eur',
            unit_amount: 500 + n,
            recurring: { interval: 'month' },
            product_data: { name: 'Membership' },
          },
        },
      ],
      success_url: 'http://127.0.0.1/thank-you',
    })
    const card = '4242424242424242'
    await post(`${base}/_sandbox/checkout/${id}/pay`, { email: `m${n}@example.org`, card })
  }
  await post(`${base}/_sandbox/flush`, {})
}

/** Works the inbox until it is empty, as the loop would after a burst. */
async function drained(deps: AppDeps, name: string, calls: () => number) {
  await waitForDeliveries(deps)
  const events = await waiting(deps)
  const before = calls()
  const start = performance.now()
  for (let pending = events; pending > 0; pending = await waiting(deps)) {
    await syncPending(deps, { limit: 200 })
  }
  const seconds = (performance.now() - start) / 1000
  const made = calls() - before
  line(name, {
    events,
    'events/s': events / seconds,
    'Stripe calls': made,
    'calls an event': made / events,
    wanted: '≤ 0.35',
  })
}

async function waiting({ db }: AppDeps): Promise<number> {
  const { count } = await db
    .selectFrom('inbox')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('state', '=', 'new')
    .executeTakeFirstOrThrow()
  return Number(count)
}

async function waitForDeliveries({ config }: AppDeps) {
  for (let pending = 1; pending > 0; ) {
    await post(`${config.stripe.apiBase}/_sandbox/flush`, {})
    const answer = await fetch(`${config.stripe.apiBase}/_sandbox/deliveries`, { headers: bearer })
    pending = Number((await answer.json()).pending)
  }
}

const bearer = { authorization: 'Bearer sk_test_bench' }

async function post(url: string, body: object): Promise<void> {
  const headers = { ...bearer, 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  await response.arrayBuffer()
}
