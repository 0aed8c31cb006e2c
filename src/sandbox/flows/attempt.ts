import type { Decline } from '../checkout/cards.ts'
import { book } from '../money/balance.ts'
import { paymentFees } from '../money/fees.ts'
import { type Charge, chargeObject, type Verdict } from '../objects/charge.ts'
import type { PaymentIntent } from '../objects/payment-intent.ts'
import type { PaymentMethod } from '../objects/payment-method.ts'
import type { Unit } from '../unit.ts'

export type Attempt = { charge: Charge; intent: PaymentIntent; verdict: Verdict }
export type Occasion = 'first' | 'again'

const CAPTURE_S = 2
/** How long after the payment a test card or account brings what follows from it. */
const AFTERMATH_S: Record<string, number> = {
  dispute: 5,
  inquiry: 5,
  early_fraud_warning: 5,
  return: 14 * 86_400,
}

/**
 * Asks the bank for the money of an intent, and keeps what it says. Nothing is said in the event
 * log: the order of events differs by flow. A paid charge has its transaction at once; the charge
 * itself learns of it two seconds later (`charge.updated`), as with asynchronous capture.
 */
export function attempt(
  unit: Unit,
  intent: PaymentIntent,
  method: PaymentMethod,
  occasion: Occasion,
): Attempt {
  const verdict = verdictOf(method, occasion)
  const charge = chargeObject({ id: unit.id('ch'), created: unit.now, intent, method, verdict })
  const attempted = { ...intent, payment_method: method.id, latest_charge: charge.id }
  switch (verdict.kind) {
    case 'paid':
      return {
        charge: collected(unit, charge, method),
        intent: paidIntent(unit, attempted),
        verdict,
      }
    case 'pending':
      unit.put(charge)
      unit.put({ ...attempted, status: 'processing' })
      return { charge, intent: { ...attempted, status: 'processing' }, verdict }
    case 'declined':
      unit.put(charge)
      return { charge, intent: failedIntent(unit, attempted, verdict), verdict }
  }
}

/** Books a paid charge and plans what follows from it. */
export function collected(unit: Unit, charge: Charge, method: PaymentMethod): Charge {
  const { amount, currency } = charge
  const instrument = method._instrument
  const txn = book(unit, {
    type: instrument.type === 'card' ? 'charge' : 'payment',
    source: charge.id,
    description: charge.description,
    amount,
    currency,
    fees: (settled, settlement) => paymentFees(settled, settlement, { method, currency }),
    waits: !(instrument.type === 'card' && instrument.instant),
  })
  unit.plan('capture', charge.id, unit.now + CAPTURE_S)
  const aftermath_s = AFTERMATH_S[charge._follows ?? '']
  if (aftermath_s !== undefined) unit.plan('aftermath', charge.id, unit.now + aftermath_s)
  return unit.put<'charge'>({ ...charge, _txn: txn.id })
}

export function verdictOf({ _instrument: instrument }: PaymentMethod, occasion: Occasion): Verdict {
  if (instrument.type === 'sepa_debit') return { kind: 'pending' }
  const { behaviour, decline } = instrument
  const refuses = behaviour === 'declined' || (behaviour === 'first_only' && occasion === 'again')
  return refuses && decline ? { kind: 'declined', ...decline } : { kind: 'paid' }
}

export function paidIntent(unit: Unit, intent: PaymentIntent): PaymentIntent {
  return unit.put<'payment_intent'>({
    ...intent,
    amount_received: intent.amount,
    last_payment_error: null,
    next_action: null,
    status: 'succeeded',
  })
}

export function failedIntent(
  unit: Unit,
  intent: PaymentIntent,
  { code, decline_code, message }: Decline,
): PaymentIntent {
  return unit.put<'payment_intent'>({
    ...intent,
    last_payment_error: {
      ...(intent.latest_charge && { charge: intent.latest_charge }),
      code,
      decline_code,
      doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`,
      message,
      type: 'card_error',
    },
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  })
}
