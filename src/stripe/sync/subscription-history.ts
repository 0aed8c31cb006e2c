import type { Transaction } from 'kysely'
import type { Config } from '../../config.ts'
import { bookingDaysOf } from '../../ledger/months.ts'
import { endIn, newOf, type Sight } from '../../members/sightings.ts'
import {
  type BookedOn,
  changesOfSubscription,
  recordSubscriptionChange,
} from '../../members/subscription-changes.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { dayOf } from '../../platform/day.ts'
import type { Lease } from '../inbox/lease.ts'
import type { Subscription } from '../objects/subscription.ts'
import { standing, subscriptionChangeIn } from '../objects/subscription-change.ts'

type Deps = Readonly<{ config: Pick<Config, 'reportingTimezone'> }>

/**
 * Keeps what these events say that changed about their subscription. State needs the newest object
 * alone, but a history needs every step, so each event is read, also one that comes late.
 */
export async function recordHistory(
  trx: Transaction<Schema>,
  deps: Deps,
  { subject, events }: Pick<Lease, 'subject' | 'events'>,
): Promise<void> {
  if (subject.type !== 'subscription') return
  const changes = events.map(subscriptionChangeIn).filter((change) => change !== null)
  if (changes.length === 0) return
  const bookedOn = await bookedOnIn(trx, deps)
  for (const change of changes) {
    await recordSubscriptionChange(trx, { ...change, ...bookedOn(change.at) })
  }
}

/**
 * Keeps what the subscription itself shows and no event has told yet: what was before we listened,
 * or was missed.
 */
export async function recordSight(
  trx: Transaction<Schema>,
  deps: Deps,
  { subscription, at }: { subscription: Subscription; at: Date },
): Promise<void> {
  const { started_at, trial_ends_at, ended_at } = subscription
  const sight: Sight = { at, started_at, trial_ends_at, ended_at, stands: standing(subscription) }
  const known = await changesOfSubscription(trx)(subscription.id)
  const bookedOn = await bookedOnIn(trx, deps)
  for (const change of newOf(sight, known, bookedOn)) await recordSubscriptionChange(trx, change)
}

/** Keeps that these subscriptions are over, as Stripe no longer has their customer. */
export async function recordEnds(
  trx: Transaction<Schema>,
  deps: Deps,
  { subscriptions, at }: { subscriptions: readonly string[]; at: Date },
): Promise<void> {
  const bookedOn = await bookedOnIn(trx, deps)
  for (const id of subscriptions) {
    const known = await changesOfSubscription(trx)(id)
    for (const change of endIn(known, at, bookedOn)) await recordSubscriptionChange(trx, change)
  }
}

/** What comes late counts in the open month. */
async function bookedOnIn(
  trx: Transaction<Schema>,
  { config }: Deps,
): Promise<(at: Date) => BookedOn> {
  const bookingDay = await bookingDaysOf(trx)
  return (at) => {
    const own = dayOf(at, config.reportingTimezone)
    const day = bookingDay(own)
    return { day, true_day: day === own ? null : own }
  }
}
