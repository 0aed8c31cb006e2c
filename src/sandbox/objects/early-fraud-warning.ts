import type Stripe from 'stripe'
import type { Charge } from './charge.ts'
import type { Stored } from './stored.ts'

export type EarlyFraudWarning = Stored<Stripe.Radar.EarlyFraudWarning>

/** A card's issuer suspects fraud; there is something to do while nobody has refunded or disputed. */
export function earlyFraudWarningObject(facts: {
  id: string
  created: number
  charge: Charge
  fraud_type: string
}): EarlyFraudWarning {
  const { charge } = facts
  return {
    id: facts.id,
    object: 'radar.early_fraud_warning',
    actionable: !charge.refunded && !charge.disputed,
    charge: charge.id,
    created: facts.created,
    fraud_type: facts.fraud_type,
    livemode: false,
    ...(charge.payment_intent !== null && { payment_intent: charge.payment_intent }),
  }
}
