import type { Transaction } from 'kysely'
import { recordSubscriptionChange } from '../../members/subscription-changes.ts'
import type { Schema } from '../../platform/database/schema.ts'
import type { Lease } from '../inbox/lease.ts'
import { subscriptionChangeIn } from '../objects/subscription-change.ts'

/**
 * Keeps what these events say that changed about their subscription. State needs the newest object
 * alone, but a history needs every step, so each event is read, also one that comes late.
 */
export async function recordHistory(
  trx: Transaction<Schema>,
  { subject, events }: Pick<Lease, 'subject' | 'events'>,
): Promise<void> {
  if (subject.type !== 'subscription') return
  const changes = events.map(subscriptionChangeIn).filter((change) => change !== null)
  for (const change of changes) await recordSubscriptionChange(trx, change)
}
