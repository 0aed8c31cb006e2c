import { parseDispute } from '../objects/dispute.ts'
import { besidePayment } from './beside-payment.ts'
import { type Effect, type News, noEffect, readNewest, type SyncDeps } from './effect.ts'

/** How a dispute stands, on the payment it is about. */
export async function refreshDispute(deps: SyncDeps, news: News): Promise<Effect> {
  const dispute = await readNewest(deps, news, parseDispute, () =>
    deps.stripe.disputes.retrieve(news.id),
  )
  if (dispute === null) return noEffect
  const { charge, state, reason, due_at } = dispute
  const note = { dispute: state, dispute_reason: reason, dispute_due_at: due_at }
  return besidePayment(deps, { charge, at: news.at }, note)
}
