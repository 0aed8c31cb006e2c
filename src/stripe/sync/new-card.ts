import type { Transaction } from 'kysely'
import { secondsAfter } from '../../platform/clock.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { enqueue } from '../../platform/outbox/queue.ts'
import type { Lease } from '../inbox/lease.ts'
import { defaultMethodOf } from '../objects/customer.ts'
import { changeIn } from '../objects/event.ts'
import type { SyncDeps } from './effect.ts'

/** The name under which it is queued, about `{customer, method}`. */
export const newCardWork = 'new_card'

/** What is told later than this (a history that is read, a door that was shut) moves no money. */
const young_s = 3 * 24 * 3600

/**
 * A customer has chosen another card: what they owe is tried by it, and what they pay for goes on by it.
 * Only an event tells that it is new; the object alone always names one.
 */
export async function orderNewCards(
  trx: Transaction<Schema>,
  { clock }: Pick<SyncDeps, 'clock'>,
  { subject, events }: Pick<Lease, 'subject' | 'events'>,
): Promise<void> {
  if (subject.type !== 'customer') return
  const since = secondsAfter(clock.now(), -young_s)
  const methods = events
    .filter(({ type, created }) => type === 'customer.updated' && created >= since)
    .flatMap(({ payload }) => newMethodIn(payload) ?? [])
  const jobs = [...new Set(methods)].map((method) => ({
    work: newCardWork,
    about: { customer: subject.key, method },
  }))
  await enqueue(trx, jobs)
}

function newMethodIn(payload: string | null): string | null {
  const change = payload === null ? null : changeIn(payload)
  if (change === null || change.before === null) return null
  const method = defaultMethodOf(change.after)
  return method === defaultMethodOf(change.before) ? null : method
}
