// What benchSandbox runs in a process of its own: node … bench/sandbox-year.ts ADDRESS-OF-POSTGRESQL
import { once } from 'node:events'
import { createServer } from 'node:http'
import pg from 'pg'
import * as z from 'zod'
import { createSandbox } from '../src/sandbox/sandbox.ts'
import { postgresStore } from '../src/sandbox/store/postgres.ts'
import { freshDatabase, line, machineClock } from './ground.ts'

const origin = 'http://sandbox.bench'
const members = 500
const year_s = 366 * 86_400

async function year(serverUrl: string): Promise<void> {
  const endpoint = createServer((request, response) => {
    request.resume().on('end', () => response.end())
  }).listen(0, '127.0.0.1')
  await once(endpoint, 'listening')
  const { port } = z.object({ port: z.number() }).parse(endpoint.address())
  const pool = new pg.Pool({ connectionString: await freshDatabase(serverUrl, 'bench_sandbox') })
  const sandbox = await createSandbox({
    store: await postgresStore(pool),
    machineNow: machineClock.now,
    seed: 1,
    settlementCurrency: 'eur',
    origin,
    defaultEndpoint: { url: `http://127.0.0.1:${port}`, secret: 'whsec_bench' },
    log: () => {},
  })
  const call = callOf(sandbox.fetch)
  for (let n = 0; n < members; n += 1) await join(call, n)
  await watched('a year of 500 members', async () => {
    await call('/_sandbox/clock', { advance_seconds: year_s })
    return z.object({ delivered: z.number() }).parse(await call('/_sandbox/deliveries')).delivered
  })
  await sandbox.stop()
  await pool.end()
  endpoint.close()
}

type Call = (path: string, body?: object | URLSearchParams) => Promise<unknown>

function callOf(fetch: (request: Request) => Response | Promise<Response>): Call {
  return async (path, body) => {
    const headers = { authorization: 'Bearer sk_test_mainstay' }
    const form = body instanceof URLSearchParams
    const init = body && { method: 'POST', body: form ? body : JSON.stringify(body) }
    const answer = await fetch(new Request(`${origin}${path}`, { headers, ...init }))
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }
}

async function join(call: Call, n: number): Promise<void> {
  const order = new URLSearchParams({
    mode: 'subscription',
    success_url: 'https://news.test/thank-you',
    'line_items[0][quantity]': '1',
    'line_items[0][price_data][currency]': 'eur',
    'line_items[0][price_data][unit_amount]': String(500 + n),
    'line_items[0][price_data][recurring][interval]': 'month',
    'line_items[0][price_data][product_data][name]': 'Membership',
  })
  const session = z.object({ id: z.string() }).parse(await call('/v1/checkout/sessions', order))
  const card = '4242424242424242'
  await call(`/_sandbox/checkout/${session.id}/pay`, { email: `m${n}@example.org`, card })
}

async function watched(name: string, work: () => Promise<number>): Promise<void> {
  let peak = process.memoryUsage().rss
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 100)
  const start = performance.now()
  const events = await work()
  const seconds = (performance.now() - start) / 1000
  clearInterval(watch)
  const wanted = '< 60 s'
  line(name, { seconds, events, 'events/s': events / seconds, 'peak MB': peak / 2 ** 20, wanted })
}

await year(process.argv[2] ?? '')
process.exit(0)
