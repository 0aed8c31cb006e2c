import { settingsOf } from '../settings.ts'
import type { Delivery, Outgoing, Store } from '../store/store.ts'
import { attempt, type Rules } from './attempt.ts'
import { chaosOf } from './chaos.ts'

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
  /** Takes an endpoint off the list of those that are told anything. */
  switchOff: (account: string, endpoint: string) => Promise<void>
}

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

/** Deliveries read at once: each page costs two statements, one of them a commit. */
const PAGE = 256

async function untilNothingIsDue(deps: Deps, account: string, isStopped: () => boolean) {
  const box = deps.store.deliveries(account)
  const rules = await rulesOf(deps, account)
  const flying = new Map<string, Promise<void>>()
  const landed: Delivery[] = []
  const launch = (outgoing: Outgoing) => {
    const { id } = outgoing.delivery
    const flight = send(deps, account, outgoing, rules).then((delivery) => {
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
      if (flying.size >= rules.chaos.concurrent) await Promise.race(flying.values())
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
  const rules = await rulesOf(deps, account)
  const tried: string[] = []
  for (;;) {
    const pending = await box.due(Number.MAX_SAFE_INTEGER, rules.chaos.concurrent, tried)
    if (pending.length === 0) return
    await box.record(
      await Promise.all(pending.map((outgoing) => send(deps, account, outgoing, rules))),
    )
    tried.push(...pending.map(({ delivery }) => delivery.id))
  }
}

async function rulesOf({ store }: Deps, account: string): Promise<Rules> {
  const { chaos, settings } = await store.read(account).account()
  return { chaos: chaosOf({ chaos }), settings: settingsOf(settings) }
}

async function send(
  { store, machineNow, nowMs, log, switchOff }: Deps,
  account: string,
  outgoing: Outgoing,
  rules: Rules,
): Promise<Delivery> {
  const times = { machineNow: machineNow(), nowMs: () => nowMs(account) }
  const tried = await attempt(outgoing, { ...rules, ...times, reader: store.read(account) })
  const { event, endpoint, attempts, outcome, state } = tried
  if (state !== 'delivered') log('delivery failed', { event, attempts, outcome })
  if (state === 'failed' && rules.settings.disableFailingEndpoints) {
    await switchOff(account, endpoint)
  }
  return tried
}
