import { setTimeout as pause } from 'node:timers/promises'
import { latest } from '../../platform/clock.ts'
import { stripeApiVersion } from '../client.ts'
import { recordFailure } from '../inbox/failure.ts'
import { dueSubjects, type Lease, takeLeases } from '../inbox/lease.ts'
import type { ObjectType } from '../inbox/subject.ts'
import { readMoney } from '../sweeps/balance-transactions.ts'
import { refreshBalanceTransaction } from './balance-transaction.ts'
import { refreshCharge } from './charge.ts'
import { refreshCheckoutSession } from './checkout-session.ts'
import { refreshCustomer } from './customer.ts'
import { refreshDispute } from './dispute.ts'
import { type Effect, type News, noEffect, type SyncDeps } from './effect.ts'
import { refreshFraudWarning } from './fraud-warning.ts'
import { refreshInvoice, refreshInvoicePayment } from './invoice.ts'
import { type Newest, newestAsListed, newestOf } from './newest.ts'
import { refreshPaymentIntent } from './payment-intent.ts'
import { refreshPaymentMethod } from './payment-method.ts'
import { refreshPayout } from './payout.ts'
import { refreshSubscription } from './subscription.ts'
import { endOf, type Reading, type Written, writerOf } from './writer.ts'

/** How each kind of object is brought up to date: read outside a transaction, written inside one. */
const refreshes: Readonly<Record<ObjectType, (deps: SyncDeps, news: News) => Promise<Effect>>> = {
  subscription: refreshSubscription,
  customer: refreshCustomer,
  'checkout.session': refreshCheckoutSession,
  charge: refreshCharge,
  invoice: refreshInvoice,
  invoice_payment: refreshInvoicePayment,
  dispute: refreshDispute,
  'radar.early_fraud_warning': refreshFraudWarning,
  payment_intent: refreshPaymentIntent,
  payment_method: refreshPaymentMethod,
  payout: refreshPayout,
  balance: async (deps) => {
    await readMoney(deps, 'quick')
    return noEffect
  },
  balance_transaction: refreshBalanceTransaction,
}

/** A burst of payments asks for the balance again and again: this often is soon enough. */
const rest_s: Partial<Record<ObjectType, number>> = { balance: 0.15 }
/** How many objects are leased at once, and how many are in hand at most, read or being written. */
const batch = 100
const mostInHand = 300
/** How often to look for more while what is in hand waits for Stripe. */
const look_ms = 20

export type Synced = Written | 'failed'

/**
 * Brings up to date every object that has waiting events and is due, at most `limit` of them; answers
 * how many it took on. Safe to run in any number of processes.
 */
export async function syncPending(
  deps: SyncDeps,
  { limit }: { limit: number },
): Promise<{ done: number; failed: number }> {
  const outcomes = await endOf(await takeOn(deps, limit))
  const count = (outcome: Synced) => outcomes.filter((each) => each === outcome).length
  return { done: count('done'), failed: count('failed') }
}

/**
 * Works the inbox until nothing is due, or until told to stop; answers how many objects it did. What
 * waits for Stripe holds up nothing that does not.
 */
export async function drain(deps: SyncDeps, signal?: AbortSignal): Promise<number> {
  const inHand = new Set<Promise<Synced>>()
  let drained = 0
  for (;;) {
    const more =
      signal?.aborted || inHand.size > mostInHand - batch ? [] : await takeOn(deps, batch)
    for (const one of more) {
      inHand.add(one)
      one.then(
        (outcome) => {
          inHand.delete(one)
          if (outcome === 'done') drained += 1
        },
        () => {}, // told below
      )
    }
    if (inHand.size === 0) return drained
    if (more.length === 0)
      await Promise.race([pause(look_ms), ...inHand]).catch(() => endOf([...inHand]))
  }
}

/** Fetches one object and applies it now, past any back-off; `held` while another process has it. */
export async function refreshObject(
  deps: SyncDeps,
  { type, id }: { type: ObjectType; id: string },
): Promise<Synced> {
  const now = deps.machineClock.now()
  const [lease] = await takeLeases(deps.db, [{ type, key: id }], { now, force: true })
  return lease === undefined ? 'held' : attempt(deps, lease, { kind: 'fetch' })
}

/**
 * Applies objects that a list has just shown, each without a fetch of its own where it is provably the
 * newest. `at`: business time when the list was asked for. Answers how each fared, by its key; `held`
 * while another process has it.
 */
export async function applyListed(
  deps: SyncDeps,
  type: ObjectType,
  { objects, at }: { objects: readonly { id: string }[]; at: Date },
): Promise<ReadonlyMap<string, Synced>> {
  const subjects = objects.map(({ id }) => ({ type, key: id }))
  const now = deps.machineClock.now()
  const leases = new Map(
    (await takeLeases(deps.db, subjects, { now, force: true })).map((each) => [
      each.subject.key,
      each,
    ]),
  )
  const fares = objects.map(async (object) => {
    const lease = leases.get(object.id)
    const fared = lease ? attempt(deps, lease, newestAsListed(lease, { object, at })) : 'held'
    return [object.id, await fared] as const
  })
  return new Map(await endOf(fares))
}

/** Takes the leases of what is due; answers how each fares, as promises. */
async function takeOn(deps: SyncDeps, limit: number): Promise<Promise<Synced>[]> {
  const now = deps.machineClock.now()
  const due = await dueSubjects(deps.db, { now, limit })
  const leases = await takeLeases(deps.db, due, { now })
  return leases.map((lease) =>
    attempt(deps, lease, newestOf(lease, { apiVersion: stripeApiVersion })),
  )
}

async function attempt(deps: SyncDeps, lease: Lease, newest: Newest): Promise<Synced> {
  try {
    return await writerOf(deps)(await readingOf(deps, lease, newest))
  } catch (error) {
    const now = deps.machineClock.now()
    const failed = await recordFailure(deps.db, lease, { error, now, random: deps.random() })
    const { key: object, type } = lease.subject
    // that Stripe is away is told once, by whoever calls it
    if (!failed.away)
      deps.log[failed.shelved ? 'error' : 'warn']('sync failed', { object, type, ...failed })
    return 'failed'
  }
}

/** What to write, and from when on the object is known by it. No transaction is open here. */
async function readingOf(deps: SyncDeps, lease: Lease, newest: Newest): Promise<Reading> {
  const { subject, events } = lease
  const shared = { lease, rest_s: rest_s[subject.type] ?? 0 }
  if (newest.kind === 'known') return { ...shared, effect: noEffect, known_at: lease.known_at }
  const refresh = refreshes[subject.type]
  const made = events.map(({ created }) => created)
  if (newest.kind === 'snapshot') {
    const { object: snapshot, at } = newest
    const effect = await refresh(deps, { id: subject.key, snapshot, at })
    return { ...shared, effect, known_at: at }
  }
  const at = latest(made) ?? deps.clock.now()
  const effect = await refresh(deps, { id: subject.key, snapshot: undefined, at })
  return { ...shared, effect, known_at: latest([deps.clock.now(), ...made]) }
}
