import { recordOrigin } from '../../ledger/origin.ts'
import { recordAbandoned } from '../../members/abandoned.ts'
import { knownMember } from '../../members/identity.ts'
import { type CheckoutSession, parseCheckoutSession } from '../objects/checkout-session.ts'
import { type Effect, type News, noEffect, readNewest, type SyncDeps } from './effect.ts'

/**
 * A one-off Checkout says that its payment is a gift, and of which campaign. A membership's session
 * says nothing that its subscription and invoices do not. One that expired was abandoned.
 */
export async function refreshCheckoutSession(deps: SyncDeps, news: News): Promise<Effect> {
  const session = await readNewest(deps, news, parseCheckoutSession, () =>
    deps.stripe.checkout.sessions.retrieve(news.id),
  )
  if (session?.state === 'expired') return abandoned(session, news.at)
  const key = session?.payment_intent
  if (!session || !key || session.mode !== 'payment') return noEffect
  const { campaign, article, product } = session.labels
  const facts = { key, class: 'gift', campaign, article, product, session: session.id } as const
  return {
    payer: null,
    write: async (trx) => {
      await recordOrigin(trx, facts, deps.clock.now())
      return { payments: [key] }
    },
  }
}

/** Nobody becomes a member by a payment that they did not make. */
function abandoned(session: CheckoutSession, at: Date): Effect {
  const { id, mode, amount_minor, currency, made_at, expired_at, labels } = session
  const { campaign, article } = labels
  return {
    payer: null,
    write: async (trx) => {
      await recordAbandoned(trx, {
        ...{ id, mode, amount_minor, currency, campaign, article, expired_at },
        member_id: await knownMember(trx, session),
        made_at: made_at ?? at,
      })
      return {}
    },
  }
}
