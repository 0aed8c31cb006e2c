import Stripe from 'stripe'
import * as z from 'zod'
import { secondsAfter } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import { awayIn, type StripeAway } from '../calls/away.ts'
import { refusedFields } from '../objects/fields.ts'
import { type Lease, markEvents } from './lease.ts'

/** With doubling waits from 2 s the last try comes after more than an hour. */
const triesBeforeShelf = 12
const firstWait_s = 2

/** What became of a failed try; `away`: it was not the object's fault and does not count. */
export type FailedTry = Readonly<{
  attempts: number
  shelved: boolean
  away: boolean
  reason: string
}>
type Failure = Readonly<{ error: unknown; now: Date; random: number }>

/**
 * Lets go of the object until its next try, later each time; after twelve it lies on the shelf with
 * its reason, for a person to see, and holds up nobody. While Stripe as a whole is away no try is
 * counted: an hour without Stripe shelves nothing. `random` is from [0, 1).
 */
export async function recordFailure(
  db: Database,
  lease: Lease,
  failure: Failure,
): Promise<FailedTry> {
  const away = awayIn(failure.error)
  return away === null ? countTry(db, lease, failure) : postpone(db, lease, failure, away)
}

/** Spread over half of the wait again, so that not everything asks at the first moment. */
async function postpone(
  db: Database,
  { subject, version, attempts }: Lease,
  { now, random }: Failure,
  { message: reason, retry_after_ms }: StripeAway,
): Promise<FailedTry> {
  const next_at = secondsAfter(now, (retry_after_ms / 1000) * (1 + random / 2))
  await db
    .updateTable('object_lease')
    .set({ leased_until: null, next_at, failure: reason })
    .where('object_key', '=', subject.key)
    .where('version', '=', version)
    .execute()
  return { attempts, shelved: false, away: true, reason }
}

async function countTry(
  db: Database,
  lease: Lease,
  { error, now, random }: Failure,
): Promise<FailedTry> {
  const attempts = lease.attempts + 1
  const shelved = attempts >= triesBeforeShelf
  const reason = reasonOf(error)
  await db.transaction().execute(async (trx) => {
    const ours = await trx
      .updateTable('object_lease')
      .set({
        leased_until: null,
        attempts,
        next_at: shelved ? now : secondsAfter(now, wait_s(attempts, random)),
        failure: reason,
        shelved_at: shelved ? now : null,
      })
      .where('object_key', '=', lease.subject.key)
      .where('version', '=', lease.version)
      .returning('version')
      .executeTakeFirst()
    if (ours === undefined || !shelved) return
    await markEvents(trx, lease.subject, lease.events, { state: 'shelved', done_at: null })
  })
  return { attempts, shelved, away: false, reason }
}

/** 2 s, 4 s, 8 s … each longer by up to a half, so that a crowd does not come back as one. */
export function wait_s(attempts: number, random: number): number {
  return firstWait_s * 2 ** (attempts - 1) * (1 + random / 2)
}

/** Why it failed, in words that hold no personal data: codes and field names, never messages. */
export function reasonOf(error: unknown): string {
  if (error instanceof Stripe.errors.StripeError) {
    const parts = [error.type, error.statusCode, error.code].filter((part) => part !== undefined)
    return `Stripe answered: ${parts.join(' ')}`
  }
  if (error instanceof z.ZodError) return `unreadable: ${refusedFields(error)}`
  const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : ''
  return error instanceof Error ? `${error.name}${code}` : 'unknown failure'
}
