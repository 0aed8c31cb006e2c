import { sql } from 'kysely'
import { databaseOn, openPool } from '../src/platform/database/connection.ts'
import { type Contestant, enter, type Kind, stripePort } from './contestant.ts'
import { line, quantile, verdict } from './ground.ts'
import { send, signedRequests } from './load.ts'

const connections = 32
/** Events before the measured ones, for connections to open and code to be compiled. */
const warming = 1000
const stripeAt = `http://127.0.0.1:${stripePort}/_bench`
type Applied = Readonly<{ perSecond: number; lags_ms: number[]; callsAnEvent: number }>

/** From the first request until everything that follows from the events is written. */
export async function benchApplied(serverUrl: string, events: readonly string[]): Promise<void> {
  const app = await apply(serverUrl, 'app', events)
  const peer = await apply(serverUrl, 'peer', events)
  report('app: inbox, members, ledger', app)
  report('peer: objects', peer)
  verdict('applied / peer', app.perSecond / peer.perSecond, { atLeast: 1.4 })
  verdict('Stripe calls an event', app.callsAnEvent, { atMost: 0.35 })

  const unkept = await apply(serverUrl, 'unkept', events)
  report('app without the sums of reports', unkept)
  verdict('applied with them / without', app.perSecond / unkept.perSecond, { atLeast: 0.95 })

  const calm = await apply(serverUrl, 'app', events.slice(0, 6000), { perSecond: 300 })
  report('app at 300 events/s', calm)
  verdict('lag from door to applied, p99 ms', quantile(calm.lags_ms, 0.99), { atMost: 200 })

  await fetch(`${stripeAt}/latency?ms=100`)
  const far = await apply(serverUrl, 'app', events.slice(0, 6000))
  const refetching = await apply(serverUrl, 'refetching', events.slice(0, 2000))
  await fetch(`${stripeAt}/latency?ms=0`)
  report('app, Stripe 100 ms away', far)
  report('peer with its refetch, 100 ms', refetching)
  verdict('applied / peer, 100 ms', far.perSecond / refetching.perSecond, { atLeast: 5 })
}

async function apply(
  serverUrl: string,
  kind: Kind,
  events: readonly string[],
  pace: { perSecond?: number } = {},
): Promise<Applied> {
  const contestant = await enter(serverUrl, kind)
  const warmUp = events.slice(0, warming)
  await send(contestant.port, signedRequests(warmUp), { connections })
  const isOurs = kind === 'app' || kind === 'unkept'
  if (isOurs) await lagsOf(contestant, new Date())
  const measured = signedRequests(events.slice(warming))
  const [calls, began] = [await callsMade(), new Date()]
  const { refused } = await send(contestant.port, measured, { connections, ...pace })
  if (refused > 0) throw new Error(`${kind} refused ${refused} of ${measured.length}`)
  const lags_ms = isOurs ? await lagsOf(contestant, began) : []
  const seconds = (Date.now() - began.getTime()) / 1000
  const callsAnEvent = ((await callsMade()) - calls) / measured.length
  await contestant.end()
  return { perSecond: measured.length / seconds, lags_ms, callsAnEvent }
}

/** Waits until nothing is left to do; how long after its receipt the result of each was committed. */
async function lagsOf({ database }: Contestant, since: Date): Promise<number[]> {
  const db = databaseOn(openPool(database, { max: 1 }))
  const left = sql<{ left: boolean }>`select exists (select from inbox where state = 'new') as left`
  while ((await left.execute(db)).rows[0]?.left) await new Promise((r) => setTimeout(r, 20))
  const { rows } = await sql<{ lag_ms: number; state: string }>`
    select extract(epoch from pg_xact_commit_timestamp(xmin) - received_at)::float8 * 1000 as lag_ms,
      state
    from inbox where origin = 'webhook' and received_at >= ${since}`.execute(db)
  await db.destroy()
  if (rows.some(({ state }) => state === 'shelved')) throw new Error('something was shelved')
  return rows.filter(({ state }) => state === 'done').map(({ lag_ms }) => lag_ms)
}

async function callsMade(): Promise<number> {
  return Number((await (await fetch(`${stripeAt}/calls`)).json()).calls)
}

function report(name: string, { perSecond, lags_ms, callsAnEvent }: Applied) {
  const lag = { 'lag p50 ms': quantile(lags_ms, 0.5), 'p99 ms': quantile(lags_ms, 0.99) }
  line(name, {
    'events/s': perSecond,
    ...(lags_ms.length > 0 ? lag : {}),
    'Stripe calls an event': callsAnEvent,
  })
}
