import { enter, type Kind } from './contestant.ts'
import { line, quantile, verdict } from './ground.ts'
import { type Run, renamed, send, signedRequests } from './load.ts'

const seconds = 5
const rounds = 3
const atMost = 60_000
type Measured = Run & Readonly<{ cpu_ms: number }>

/** Acknowledged events a second, beside a server that only inserts and beside the peer. */
export async function benchDoor(serverUrl: string, events: readonly string[]): Promise<void> {
  for (const connections of [8, 32]) {
    const kinds = ['raw', 'door', 'peer'] as const
    const runs = { raw: [] as Measured[], door: [] as Measured[], peer: [] as Measured[] }
    for (let round = 0; round < rounds; round += 1) {
      for (const kind of kinds) runs[kind].push(await fresh(serverUrl, kind, events, connections))
    }
    const [raw, door, peer] = kinds.map((kind) => middle(runs[kind]))
    if (!raw || !door || !peer) continue
    for (const [name, run] of Object.entries({ raw, door, peer })) report(name, connections, run)
    const [faster, tail] = [door.perSecond / peer.perSecond, p99(door) / p99(peer)]
    verdict(`door / raw, ${connections}`, door.perSecond / raw.perSecond, { atLeast: 0.7 })
    verdict(`door / peer, ${connections}`, faster, { atLeast: 2.3 })
    verdict(`p99 of door / of peer, ${connections}`, tail, { atMost: 0.5 })
    verdict(`CPU ms an event at the door, ${connections}`, cpu(door), { atMost: 0.35 })
  }
  await duplicates(serverUrl, events)
}

/** The same events a second time, at once after the first. */
async function duplicates(serverUrl: string, events: readonly string[]) {
  const door = await enter(serverUrl, 'door')
  const requests = supply(events, 20_000)
  const first = await send(door.port, requests, { connections: 32 })
  const again = await send(door.port, requests, { connections: 32 })
  await door.end()
  report('fresh', 32, { ...first, cpu_ms: 0 })
  report('duplicates', 32, { ...again, cpu_ms: 0 })
  verdict('duplicates / fresh', again.perSecond / first.perSecond, { atLeast: 1.5 })
}

async function fresh(
  serverUrl: string,
  kind: Kind,
  events: readonly string[],
  connections: number,
): Promise<Measured> {
  const contestant = await enter(serverUrl, kind)
  await send(contestant.port, supply(events, 2000, 'w'), { connections }) // opened and compiled
  const requests = supply(events, atMost)
  const before = await contestant.cpu_ms()
  const run = await send(contestant.port, requests, { connections, longest_s: seconds })
  const cpu_ms = (await contestant.cpu_ms()) - before
  await contestant.end()
  return { ...run, cpu_ms }
}

/** So many requests, of as many copies of the account as that takes. */
function supply(events: readonly string[], count: number, series = ''): Buffer[] {
  const bodies: string[] = []
  for (let copy = 0; bodies.length < count; copy += 1) {
    bodies.push(...renamed(events.slice(0, count - bodies.length), `${series}${copy}`))
  }
  return signedRequests(bodies)
}

function middle(runs: Measured[]): Measured | undefined {
  return runs.sort((a, b) => a.perSecond - b.perSecond)[Math.floor(runs.length / 2)]
}

function p99({ latencies_ms }: Run): number {
  return quantile(latencies_ms, 0.99)
}

function cpu({ cpu_ms, latencies_ms }: Measured): number {
  return cpu_ms / latencies_ms.length
}

function report(name: string, connections: number, run: Measured) {
  line(`${name}, ${connections} connections`, {
    'events/s': run.perSecond,
    'p50 ms': quantile(run.latencies_ms, 0.5),
    'p99 ms': p99(run),
    'CPU ms an event': cpu(run),
    refused: run.refused,
  })
}
