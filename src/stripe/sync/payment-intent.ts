import { recordFailedAttempt } from '../../members/attempts.ts'
import { parsePaymentIntent } from '../objects/payment-intent.ts'
import { type Effect, type News, noEffect, readNewest, type SyncDeps } from './effect.ts'

/** A payment that failed before there was a charge (3-D Secure): an attempt, counted once. */
export async function refreshPaymentIntent(deps: SyncDeps, news: News): Promise<Effect> {
  const intent = await readNewest(deps, news, parsePaymentIntent, () =>
    deps.stripe.paymentIntents.retrieve(news.id),
  )
  if (intent === null) return noEffect
  const { id, customer, amount_minor, currency, failure: reason, card, labels } = intent
  const told = { id, customer, amount_minor, currency, reason, card, nonce: labels.form }
  const attempt = { ...told, failed_at: news.at }
  return {
    payer: null,
    write: async (trx) => {
      await recordFailedAttempt(trx, { ...attempt, risk_level: null, country: null })
      return {}
    },
  }
}
