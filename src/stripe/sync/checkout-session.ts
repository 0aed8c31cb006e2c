import { recordOrigin } from '../../ledger/origin.ts'
import { classifyPayments } from '../../members/store.ts'
import { parseCheckoutSession } from '../objects/checkout-session.ts'
import { type Effect, type News, noEffect, readNewest, type SyncDeps } from './effect.ts'

/**
 * A one-off Checkout says that its payment is a gift, and of which campaign. A membership's session
 * says nothing that its subscription and invoices do not.
 */
export async function refreshCheckoutSession(deps: SyncDeps, news: News): Promise<Effect> {
  const session = await readNewest(deps, news, parseCheckoutSession, () =>
    deps.stripe.checkout.sessions.retrieve(news.id),
  )
  const key = session?.payment_intent
  if (!session || !key || session.mode !== 'payment') return noEffect
  return async (trx) => {
    const { campaign, article } = session.labels
    const facts = { key, class: 'gift', campaign, article, session: session.id } as const
    await recordOrigin(trx, facts, deps.clock.now())
    return classifyPayments(trx, key, 'gift')
  }
}
