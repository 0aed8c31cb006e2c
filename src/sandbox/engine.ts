import { setImmediate as nextTurn } from 'node:timers/promises'
import { runDue } from './clock.ts'
import { addressed, isSplit } from './deliveries/chaos.ts'
import { disable } from './deliveries/endpoint.ts'
import { type Postman, postman } from './deliveries/postman.ts'
import { chance, stripeIds } from './ids.ts'
import type { AccountState, Job, Reader, Store, Writer } from './store/store.ts'
import { turns } from './store/turns.ts'
import { type Cause, nobody, Unit } from './unit.ts'

export type SandboxOptions = {
  store: Store
  /** The machine's time: signatures use it, and the accounts' clocks tick with it. */
  machineNow: () => Date
  /** What ids and chaos follow from. */
  seed: number
  /** ISO code; every account settles in it by a fixed table. */
  settlementCurrency: string
  /** Where the sandbox is reached: `http://127.0.0.1:12111`. */
  origin: string
  /** The embedded app's endpoint on the account `sk_test_mainstay`, kept in step at each start. */
  defaultEndpoint?: { url: string; secret: string }
  log: (event: string, facts: Record<string, unknown>) => void
}

/** Runs units of work on accounts, and moves their clocks. */
export type Engine = {
  store: Store
  post: Postman
  /** A unit of work, written whole when `run` ends and not at all when it throws. */
  work: <T>(account: string, run: (unit: Unit) => Promise<T>, cause?: Cause) => Promise<T>
  /** A unit that only reads. */
  look: <T>(account: string, run: (unit: Unit) => Promise<T>) => Promise<T>
  /** The account's clock; the machine's for one that was never used. */
  now: (account: string) => Date
  /**
   * Runs everything due until then, in time order, and tells the endpoints of it. `target` gets
   * the clock (seconds) and says where it goes; moves of one account wait for each other.
   */
  advance: (account: string, target: (now: number) => number) => Promise<void>
  /** What became due by itself: moves cut short, jobs and deliveries of every account. */
  tick: () => Promise<void>
  stop: () => Promise<void>
}

/** @returns the engine, with clocks where they stood and a cut short advance still to be ended */
export async function createEngine(options: SandboxOptions): Promise<Engine> {
  const { store, machineNow, log } = options
  const offsets = new Map<string, number>()
  /** When the next job of an account is due; unknown after each change. */
  const alarms = new Map<string, number>()
  for (const account of await store.accounts()) {
    offsets.set(account, (await store.read(account).account()).offset_ms)
  }
  const nowMs = (account: string) => machineNow().getTime() + (offsets.get(account) ?? 0)
  const switchOff = (account: string, endpoint: string) =>
    transact(account, async (unit) => disable(unit, endpoint))
  const post = postman({ store, machineNow, nowMs, log, switchOff })

  const unitOn = (account: string, writer: Writer, state: AccountState, cause: Cause) =>
    new Unit({
      writer,
      account: state,
      nowMs: machineNow().getTime() + state.offset_ms,
      cause,
      settlementCurrency: options.settlementCurrency.toLowerCase(),
      origin: options.origin,
      idOf: stripeIds(options.seed, account),
      chanceOf: (what) => chance(`${options.seed}/${account}/${what}`),
      addressed,
      isSplit,
    })

  const transact = async <T>(
    account: string,
    run: (unit: Unit, reader: Reader) => Promise<T>,
    cause: Cause = nobody,
  ): Promise<T> => {
    const done = await store.transact(account, async (writer) => {
      const unit = unitOn(account, writer, await writer.account(), cause)
      const result = await run(unit, writer)
      await unit.flush()
      return { result, unit }
    })
    offsets.set(account, done.unit.account.offset_ms)
    alarms.delete(account)
    return done.result
  }

  // not awaited by requests: an endpoint may be slow, and ask us back while it handles an event
  const hurry = (account: string) => {
    post.deliver(account).catch((error) => log('delivery round failed', { error: String(error) }))
  }

  const work: Engine['work'] = async (account, run, cause) => {
    const result = await transact(account, run, cause)
    hurry(account)
    return result
  }

  /** One batch of due jobs; the clock stands where the batch ended. */
  const step = (account: string, until: number, isMove: boolean) =>
    transact(account, async (unit, reader) => {
      const load = (to: number, limit: number): Promise<Job[]> => reader.jobs(to, limit)
      const { reached, isAll } = await runDue(unit, load, until)
      if (isMove) {
        const offset_ms = Math.max(unit.account.offset_ms, reached * 1000 - machineNow().getTime())
        unit.amend({ offset_ms, ...(isAll && { advancing_to: null }) })
      }
      return isAll
    })

  const move = turns()
  let stopped = false
  const advance: Engine['advance'] = (account, target) =>
    move(account, async () => {
      const to = target(Math.floor(nowMs(account) / 1000))
      await transact(account, async (unit) => unit.amend({ advancing_to: to }))
      for (let isAll = false; !isAll && !stopped; ) {
        isAll = await step(account, to, true)
        hurry(account)
        await nextTurn() // so that a stop, and other requests, are heard on the way
      }
      await post.deliver(account)
    })

  /** Accounts whose clock is where it was sent, so that only this process can have sent it on. */
  const arrived = new Set<string>()
  const resume = async (account: string) => {
    const { advancing_to } = await store.read(account).account()
    if (advancing_to !== null) await advance(account, () => advancing_to)
    arrived.add(account)
  }

  const tickOne = async (account: string) => {
    if (!arrived.has(account)) await resume(account)
    const now = Math.floor(nowMs(account) / 1000)
    if ((alarms.get(account) ?? 0) <= now) {
      const [next] = await store.read(account).jobs(Number.MAX_SAFE_INTEGER, 1)
      if (next && next.due <= now) await step(account, now, false)
      else alarms.set(account, next?.due ?? Number.POSITIVE_INFINITY)
    }
    await post.deliver(account)
  }

  return {
    store,
    post,
    work,
    look: async (account, run) => {
      const reader = store.read(account)
      const writer = { ...reader, write: async () => {} }
      return run(unitOn(account, writer, await reader.account(), nobody))
    },
    now: (account) => new Date(nowMs(account)),
    advance,
    tick: async () => {
      for (const account of await store.accounts()) await tickOne(account)
    },
    stop: () => {
      stopped = true
      return post.stop()
    },
  }
}
