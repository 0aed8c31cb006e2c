import type { Transaction } from 'kysely'
import { noteDisputeEnd } from '../../members/store.ts'
import type { Schema } from '../../platform/database/schema.ts'
import type { Lease } from '../inbox/lease.ts'
import { disputeEndIn, parseDispute } from '../objects/dispute.ts'
import { besidePayment } from './beside-payment.ts'
import { type Effect, type News, noEffect, readNewest, type SyncDeps } from './effect.ts'

/** How a dispute stands, on the payment it is about. */
export async function refreshDispute(deps: SyncDeps, news: News): Promise<Effect> {
  const dispute = await readNewest(deps, news, parseDispute, () =>
    deps.stripe.disputes.retrieve(news.id),
  )
  if (dispute === null) return noEffect
  const { charge, state, reason, due_at, opened_at, closed_at } = dispute
  const note = {
    ...{ dispute: state, dispute_reason: reason, dispute_due_at: due_at, disputed_at: opened_at },
    ...(closed_at === null ? {} : { dispute_closed_at: closed_at }),
  }
  return besidePayment(deps, { charge, at: news.at }, note)
}

/** Keeps when a dispute was closed where its event alone tells it, also one that comes late. */
export async function recordDisputeEnd(
  trx: Transaction<Schema>,
  { subject, events }: Pick<Lease, 'subject' | 'events'>,
): Promise<void> {
  if (subject.type !== 'dispute') return
  for (const end of events.map(disputeEndIn)) {
    if (end !== null) await noteDisputeEnd(trx, end)
  }
}
