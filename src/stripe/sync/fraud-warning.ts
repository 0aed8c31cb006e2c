import { parseFraudWarning } from '../objects/fraud-warning.ts'
import { besidePayment } from './beside-payment.ts'
import { type Effect, type News, noEffect, readNewest, type SyncDeps } from './effect.ts'

/** That a card's bank suspects fraud, on the payment: staff may give it back before it is disputed. */
export async function refreshFraudWarning(deps: SyncDeps, news: News): Promise<Effect> {
  const warning = await readNewest(deps, news, parseFraudWarning, () =>
    deps.stripe.radar.earlyFraudWarnings.retrieve(news.id),
  )
  if (warning === null) return noEffect
  const { charge, suspicion, at } = warning
  return besidePayment(
    deps,
    { charge, at: news.at },
    { fraud_warning: suspicion, fraud_warned_at: at },
  )
}
