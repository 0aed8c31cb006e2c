import { Hono } from 'hono'
import Stripe from 'stripe'
import { configOf } from '../../src/config.ts'
import { type Database, readerOf } from '../../src/platform/database/connection.ts'
import { problemResponse } from '../../src/platform/http/problem-response.tsx'
import type { RoomEnv } from '../../src/platform/http/routes.ts'
import { countingIds } from '../../src/platform/ids.ts'
import { silentLog } from '../../src/platform/log.ts'
import { syncLag } from '../../src/stripe/operations.ts'
import type { SyncDeps } from '../../src/stripe/sync/effect.ts'
import { syncPending } from '../../src/stripe/sync/sync.ts'
import { webhooks } from '../../src/stripe/webhooks/routes.ts'
import type { SentEvent, TestClock } from './account.ts'

const secret = 'whsec_of_the_tests'

export const testConfig = configOf(
  { STRIPE_WEBHOOK_SECRET: `whsec_older,${secret}`, STRIPE_SECRET_KEY: 'sk_test_account' },
  { production: false, localSecret: 'not so secret' },
)

/** What sync needs, on one database and one account of the sandbox. */
export function syncDeps(
  db: Database,
  account: { stripe: Stripe; clock: { now: () => Date } },
  machineClock: TestClock,
): SyncDeps {
  const { stripe, clock } = account
  const random = () => 0
  return {
    config: testConfig,
    db,
    stripe,
    clock,
    machineClock,
    ids: countingIds(),
    log: silentLog,
    random,
  }
}

type DoorDeps = Pick<SyncDeps, 'config' | 'db' | 'machineClock'>

/** The door alone, with the app's own answers to errors. */
export function doorOf(deps: DoorDeps) {
  const app = new Hono<RoomEnv<DoorDeps>>()
  app.onError((error, c) => problemResponse(error, c, silentLog))
  app.use(async (c, next) => {
    c.set('deps', deps)
    await next()
  })
  return app.route('/webhooks/stripe', webhooks)
}

/** A delivery as Stripe signs it; `stamp` in seconds, `body` when it is no plain event. */
export function delivery(
  body: string | object,
  { now, by = secret }: { now: Date; by?: string },
): RequestInit {
  const payload = typeof body === 'string' ? body : JSON.stringify(body)
  const timestamp = Math.floor(now.getTime() / 1000)
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: by, timestamp })
  return { method: 'POST', body: payload, headers: { 'stripe-signature': signature } }
}

/** Brings events to the door one by one. */
export async function deliver(deps: SyncDeps, events: readonly SentEvent[]): Promise<void> {
  const door = doorOf(deps)
  for (const event of events) {
    const now = deps.machineClock.now()
    const answer = await door.request('/webhooks/stripe', delivery(event, { now }))
    if (answer.status !== 200) throw new Error(`the door answered ${answer.status}`)
  }
}

/** Sync until nothing waits, through every rest and back-off. */
export async function settle(deps: SyncDeps, machine: TestClock): Promise<void> {
  for (let turns = 0; turns < 200; turns += 1) {
    await syncPending(deps, { limit: 500 })
    const { pending } = await syncLag(readerOf(deps.db), machine.now())
    if (pending === 0) return
    machine.move(2)
  }
  throw new Error('something still waits after 200 turns')
}
