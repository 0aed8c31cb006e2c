import type { Delivery, Outgoing, Store } from '../store/store.ts'
import { type Chaos, chaosSetting } from './chaos.ts'
import { letterOf } from './letter.ts'

export type Postman = {
  /** Tries everything that is due; done when nothing due is left untried. */
  deliver: (account: string) => Promise<void>
  /** Tries all pending deliveries once, whenever they are due. */
  flush: (account: string) => Promise<void>
  /** Ends what is under way; nothing is tried afterwards. */
  stop: () => Promise<void>
}

type Deps = {
  store: Store
  machineNow: () => Date
  /** Milliseconds of the account's clock. */
  nowMs: (account: string) => number
  log: (event: string, facts: Record<string, unknown>) => void
  timeout_ms?: number
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** After each failed attempt (domain/stripe.md 8.4, an assumption); then half-daily to 3 days. */
const PAUSES_MS = [5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 5 * HOUR_MS, 10 * HOUR_MS]
const HALF_DAY_MS = 12 * HOUR_MS
const PATIENCE_MS = 72 * HOUR_MS

/** Brings events to endpoints, several at once, and writes down what they said. */
export function postman(deps: Deps): Postman {
  const rounds = new Map<string, { going: Promise<void>; again: boolean }>()
  let stopped = false
  const deliver = (account: string): Promise<void> => {
    const round = rounds.get(account)
    if (round) {
      round.again = true
      return round.going
    }
    const mine = { going: Promise.resolve(), again: false }
    mine.going = (async () => {
      do {
        mine.again = false
        await untilNothingIsDue(deps, account, () => stopped)
      } while (mine.again && !stopped)
    })().finally(() => rounds.delete(account))
    rounds.set(account, mine)
    return mine.going
  }
  return {
    deliver,
    flush: async (account) => {
      await deliver(account)
      await flushOnce(deps, account)
    },
    stop: async () => {
      stopped = true
      await Promise.allSettled([...rounds.values()].map(({ going }) => going))
    },
  }
}

const PAGE = 64

async function untilNothingIsDue(deps: Deps, account: string, isStopped: () => boolean) {
  const box = deps.store.deliveries(account)
  const chaos = await chaosOf(deps, account)
  const flying = new Map<string, Promise<void>>()
  const landed: Delivery[] = []
  const launch = (outgoing: Outgoing) => {
    const { id } = outgoing.delivery
    const flight = send(deps, account, outgoing, chaos).then((delivery) => {
      flying.delete(id)
      landed.push(delivery)
    })
    flying.set(id, flight)
  }
  while (!isStopped()) {
    if (landed.length > 0) await box.record(landed.splice(0))
    const due = await box.due(deps.nowMs(account), PAGE, [...flying.keys()])
    const known = new Set(landed.map(({ id }) => id))
    for (const outgoing of due.filter(({ delivery }) => !known.has(delivery.id))) {
      if (flying.size >= chaos.concurrent) await Promise.race(flying.values())
      launch(outgoing)
    }
    if (flying.size === 0 && landed.length === 0) return
    if (due.length < PAGE && landed.length === 0) await Promise.race(flying.values())
  }
  await Promise.all(flying.values())
  await box.record(landed.splice(0))
}

async function flushOnce(deps: Deps, account: string): Promise<void> {
  const box = deps.store.deliveries(account)
  const chaos = await chaosOf(deps, account)
  const tried: string[] = []
  for (;;) {
    const pending = await box.due(Number.MAX_SAFE_INTEGER, chaos.concurrent, tried)
    if (pending.length === 0) return
    await box.record(
      await Promise.all(pending.map((outgoing) => send(deps, account, outgoing, chaos))),
    )
    tried.push(...pending.map(({ delivery }) => delivery.id))
  }
}

async function chaosOf({ store }: Deps, account: string): Promise<Chaos> {
  return chaosSetting.parse((await store.read(account).account()).chaos)
}

/** One attempt. Only a 2xx is a success; a redirect is not followed and is a failure. */
async function send(
  deps: Deps,
  account: string,
  outgoing: Outgoing,
  chaos: Chaos,
): Promise<Delivery> {
  const { delivery } = outgoing
  const reader = deps.store.read(account)
  const letter = await letterOf(outgoing, { chaos, at: deps.machineNow(), reader })
  const outcome = await post(deps, letter)
  const attempts = delivery.attempts + 1
  if (/^2\d\d$/.test(outcome)) return { ...delivery, attempts, outcome, state: 'delivered' }
  deps.log('delivery failed', { event: delivery.event, attempts, outcome })
  const due = deps.nowMs(account) + pauseAfter(attempts, outcome)
  if (due > delivery.born + PATIENCE_MS) return { ...delivery, attempts, outcome, state: 'failed' }
  return { ...delivery, attempts, outcome, due }
}

/** Where nobody listens, somebody may soon: an app that starts up is not left waiting. */
function pauseAfter(attempts: number, outcome: string): number {
  const pause = PAUSES_MS[attempts - 1] ?? HALF_DAY_MS
  return outcome === 'ECONNREFUSED' ? Math.min(pause, 1000 * 2 ** attempts) : pause
}

/** The status, or the network's word for why there is none. */
async function post(
  { timeout_ms = 10_000 }: Deps,
  { url, body, signature }: { url: string; body: string; signature: string },
): Promise<string> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout_ms),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': signature,
        'user-agent': 'Stripe/1.0 (+sandbox)',
      },
    })
    await answer.arrayBuffer()
    return String(answer.status)
  } catch (error) {
    return error instanceof Error ? causeOf(error) : 'unknown'
  }
}

function causeOf(error: Error): string {
  const { cause } = error
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name
}
