import { createHmac, randomUUID } from 'node:crypto'
import autocannon from 'autocannon'
import { freshDatabase, line, started, webhookSecret } from './ground.ts'

const path = '/webhooks/stripe'
const rounds = 3
const seconds = 5
type Run = Readonly<{ perSecond: number; p50: number; p99: number; refused: number }>

/** Acknowledged and durable events a second: ours against a server that only verifies and inserts. */
export async function benchDoor(serverUrl: string): Promise<void> {
  const database = await freshDatabase(serverUrl, 'bench_door')
  const raw = await started('bench/door-server.ts', ['raw', database, '18791'])
  const app = await started('bench/door-server.ts', ['app', database, '18792'])
  for (const connections of [8, 32]) {
    const pairs: { raw: Run; app: Run }[] = []
    for (let round = 0; round < rounds; round += 1) {
      const pair = { raw: await load(18791, connections), app: await load(18792, connections) }
      pairs.push(pair)
    }
    const middle = pairs.sort((a, b) => ratio(a) - ratio(b))[Math.floor(rounds / 2)]
    if (middle === undefined) continue
    report(`raw verify and insert, ${connections}`, middle.raw)
    report(`door, ${connections} connections`, middle.app)
    line(`ratio, ${connections} connections`, { 'door / raw': ratio(middle), wanted: '≥ 0.70' })
  }
  for (const child of [raw, app]) child.kill()
}

function ratio({ raw, app }: { raw: Run; app: Run }): number {
  return app.perSecond / raw.perSecond
}

function report(name: string, { perSecond, p50, p99, refused }: Run) {
  line(name, { 'events/s': perSecond, 'p50 ms': p50, 'p99 ms': p99, refused })
}

async function load(port: number, connections: number): Promise<Run> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        path,
        setupRequest: (request: autocannon.Request) => ({ ...request, ...signedEvent() }),
      },
    ],
  })
  const { requests, latency, non2xx, errors } = result
  return {
    perSecond: requests.average,
    p50: latency.p50,
    p99: latency.p99,
    refused: non2xx + errors,
  }
}

/** Some 2 KB, as a charge has; each its own id, so that each is a row. */
function signedEvent() {
  const id = `evt_${randomUUID()}`
  const created = Math.floor(Date.now() / 1000)
  const object = { id: `ch_${id}`, object: 'charge', amount: 1000, currency: 'eur', note: filler }
  const body = JSON.stringify({
    ...{ id, object: 'event', type: 'charge.succeeded', api_version: '2026-10-28.endive' },
    ...{ created, livemode: false, data: { object } },
  })
  const v1 = createHmac('sha256', webhookSecret).update(`${created}.${body}`).digest('hex')
  const headers = {
    'content-type': 'application/json',
    'stripe-signature': `t=${created},v1=${v1}`,
  }
  return { body, headers }
}

const filler = 'x'.repeat(1800)
