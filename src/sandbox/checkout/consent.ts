import type { PaymentMethod } from '../objects/payment-method.ts'

/** 3-D Secure: whether the card's bank wants to hear from its holder. */
export function wantsConsent({ _instrument: instrument }: PaymentMethod): boolean {
  return instrument.type === 'card' && instrument.behaviour.startsWith('three_d_secure')
}

/** The card as its bank treats it after the holder said no. */
export function refusedByHolder(method: PaymentMethod, of: 'payment' | 'setup'): PaymentMethod {
  const card = method._instrument
  if (card.type !== 'card') throw new TypeError('only cards ask for consent')
  const decline = {
    code: `${of}_intent_authentication_failure`,
    decline_code: 'authentication_required',
    message: 'Your bank could not confirm that it is you. Please try again or use another card.',
  }
  return { ...method, _instrument: { ...card, behaviour: 'declined' as const, decline } }
}
