import { change } from '../events/change.ts'
import type { Charge } from '../objects/charge.ts'
import { type EarlyFraudWarning, earlyFraudWarningObject } from '../objects/early-fraud-warning.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest } from '../wire/error.ts'

/**
 * The issuer of a card warns before anybody disputes (domain/stripe.md 8.5.8).
 * @throws StripeError 400 for a charge that was not paid, or not by card
 */
export async function openEarlyFraudWarning(
  unit: Unit,
  charge: Charge,
  fraud_type = 'unauthorized_use_of_card',
): Promise<EarlyFraudWarning> {
  if (charge.status !== 'succeeded' || charge.payment_method_details?.type !== 'card') {
    throw invalidRequest(`Nobody warns of charge ${charge.id}.`, { param: 'charge' })
  }
  const facts = { id: unit.id('issfr'), created: unit.now, charge, fraud_type }
  const warning = unit.put<'radar.early_fraud_warning'>(earlyFraudWarningObject(facts))
  await unit.emit('radar.early_fraud_warning.created', warning)
  return warning
}

/** Once a charge is refunded whole, or disputed, a warning asks for nothing any more. */
export async function settleWarnings(unit: Unit, charge: Charge): Promise<void> {
  if (!charge.refunded && !charge.disputed) return
  const warnings = await unit.list('radar.early_fraud_warning', { all: [`charge:${charge.id}`] })
  for (const warning of warnings.filter(({ actionable }) => actionable)) {
    const type = 'radar.early_fraud_warning.updated'
    await change<'radar.early_fraud_warning'>(unit, warning, { actionable: false }, type)
  }
}
