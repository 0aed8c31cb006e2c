import type { Transaction } from 'kysely'
import { refreshMember } from '../../members/store.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { stripeApiVersion } from '../client.ts'
import { recordFailure } from '../inbox/failure.ts'
import { dueSubjects, type Lease, LeaseLost, settleLease, takeLease } from '../inbox/lease.ts'
import type { ObjectType, Subject } from '../inbox/subject.ts'
import { readMoney } from '../sweeps/balance-transactions.ts'
import { refreshBalanceTransaction } from './balance-transaction.ts'
import { refreshCharge } from './charge.ts'
import { refreshCheckoutSession } from './checkout-session.ts'
import { refreshCustomer } from './customer.ts'
import { refreshDispute } from './dispute.ts'
import { type Effect, type News, noEffect, type SyncDeps, type Touched } from './effect.ts'
import { refreshFraudWarning } from './fraud-warning.ts'
import { refreshInvoice, refreshInvoicePayment } from './invoice.ts'
import { type Newest, newestAsListed, newestOf } from './newest.ts'
import { refreshPaymentIntent } from './payment-intent.ts'
import { refreshPaymentMethod } from './payment-method.ts'
import { refreshPayout } from './payout.ts'
import { refreshSubscription } from './subscription.ts'
import { recordHistory } from './subscription-history.ts'

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

/** A burst of payments asks for the balance again and again: once a second is soon enough. */
const rest_s: Partial<Record<ObjectType, number>> = { balance: 1 }
const atOnce = 8
const batch = 200

export type Synced = 'done' | 'failed' | 'held'

/**
 * Brings up to date every object that has waiting events and is due, eight at once, at most `limit`
 * of them; answers how many it took on. Safe to run in any number of processes.
 */
export async function syncPending(
  deps: SyncDeps,
  { limit }: { limit: number },
): Promise<{ done: number; failed: number }> {
  const due = await dueSubjects(deps.db, { now: deps.machineClock.now(), limit })
  const outcomes: Synced[] = []
  const waiting = due.values()
  const worker = async () => {
    for (const subject of waiting) outcomes.push(await syncSubject(deps, subject))
  }
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, worker))
  const broken = ended.find((end) => end.status === 'rejected')
  if (broken) throw broken.reason // only when nothing runs any more
  const count = (outcome: Synced) => outcomes.filter((each) => each === outcome).length
  return { done: count('done'), failed: count('failed') }
}

/** Works the inbox until nothing is due, or until told to stop; answers how many objects it did. */
export async function drain(deps: SyncDeps, signal?: AbortSignal): Promise<number> {
  let drained = 0
  while (!signal?.aborted) {
    const { done, failed } = await syncPending(deps, { limit: batch })
    drained += done
    if (done + failed === 0) break
  }
  return drained
}

/** Fetches one object and applies it now, past any back-off; `held` while another process has it. */
export async function refreshObject(
  deps: SyncDeps,
  { type, id }: { type: ObjectType; id: string },
): Promise<Synced> {
  const subject = { type, key: id }
  const lease = await takeLease(deps.db, subject, { now: deps.machineClock.now(), force: true })
  return lease === null ? 'held' : attempt(deps, lease, { kind: 'fetch' })
}

/**
 * Applies an object that a list has just shown, without a fetch of its own where it is provably the
 * newest. `at`: business time when the list was asked for. `held` while another process has it.
 */
export async function applyListed(
  deps: SyncDeps,
  subject: Subject,
  listed: { object: unknown; at: Date },
): Promise<Synced> {
  const lease = await takeLease(deps.db, subject, { now: deps.machineClock.now(), force: true })
  return lease === null ? 'held' : attempt(deps, lease, newestAsListed(lease, listed))
}

async function syncSubject(deps: SyncDeps, subject: Subject): Promise<Synced> {
  const lease = await takeLease(deps.db, subject, { now: deps.machineClock.now() })
  if (lease === null) return 'held'
  return attempt(deps, lease, newestOf(lease, { apiVersion: stripeApiVersion }))
}

async function attempt(deps: SyncDeps, lease: Lease, newest: Newest): Promise<Synced> {
  try {
    await bringUpToDate(deps, lease, newest)
    return 'done'
  } catch (error) {
    if (error instanceof LeaseLost) return 'held' // whoever took it over has newer news
    const now = deps.machineClock.now()
    const failed = await recordFailure(deps.db, lease, { error, now, random: deps.random() })
    const { key: object, type } = lease.subject
    // that Stripe is away is told once, by whoever calls it
    if (!failed.away)
      deps.log[failed.shelved ? 'error' : 'warn']('sync failed', { object, type, ...failed })
    return 'failed'
  }
}

async function bringUpToDate(deps: SyncDeps, lease: Lease, newest: Newest): Promise<void> {
  const { effect, known_at } = await effectOf(deps, lease, newest)
  await deps.db.transaction().execute(async (trx) => {
    const rest = rest_s[lease.subject.type] ?? 0
    await settleLease(trx, lease, { now: deps.machineClock.now(), known_at, rest_s: rest })
    await refreshMembers(trx, deps, await effect(trx))
    await recordHistory(trx, lease)
  })
}

/** Derives these members' rows anew, each once, always in one order. */
async function refreshMembers(
  trx: Transaction<Schema>,
  { clock, config }: SyncDeps,
  members: Touched,
): Promise<void> {
  const known = [...new Set(members.filter((id) => id !== null))].sort()
  for (const id of known) {
    await refreshMember(trx, id, { now: clock.now(), supporterMonths: config.supporterMonths })
  }
}

/** What to write, and from when on the object is known by it. No transaction is open here. */
async function effectOf(
  deps: SyncDeps,
  lease: Lease,
  newest: Newest,
): Promise<{ effect: Effect; known_at: Date | null }> {
  const { subject, events, known_at } = lease
  if (newest.kind === 'known') return { effect: noEffect, known_at }
  const refresh = refreshes[subject.type]
  const made = events.map(({ created }) => created)
  if (newest.kind === 'snapshot') {
    const { object: snapshot, at } = newest
    return { effect: await refresh(deps, { id: subject.key, snapshot, at }), known_at: at }
  }
  const at = latest(made) ?? deps.clock.now()
  const effect = await refresh(deps, { id: subject.key, snapshot: undefined, at })
  return { effect, known_at: latest([deps.clock.now(), ...made]) }
}

function latest(instants: readonly Date[]): Date | null {
  return instants.reduce<Date | null>((max, at) => (max !== null && max > at ? max : at), null)
}
