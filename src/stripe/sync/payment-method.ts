import { forgetPayingCard, noteCard } from '../../members/cards.ts'
import { parsePaymentMethod } from '../objects/payment-method.ts'
import { type Effect, type News, noEffect, readNewest, type SyncDeps } from './effect.ts'

/** The card that its bank has renewed by itself, as much of it as staff may see. */
export async function refreshPaymentMethod(deps: SyncDeps, news: News): Promise<Effect> {
  const method = await readNewest(deps, news, parsePaymentMethod, () =>
    deps.stripe.paymentMethods.retrieve(news.id),
  )
  const customer = method?.customer
  if (!method || !customer) return noEffect
  const { last4, expires } = method
  return {
    payer: null,
    write: async (trx) => {
      await noteCard(trx, customer, { last4, expires, at: news.at })
      await forgetPayingCard(trx, { customer, unless: null })
      return {}
    },
  }
}
