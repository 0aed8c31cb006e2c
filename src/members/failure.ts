/**
 * Why a payment failed, as staff would say it to the person. The codes are those a card's bank
 * gives (domain/stripe.md); one that we do not know is shown as it came, never guessed at.
 */
export function failureInWords(code: string | null): string {
  if (code === null) return 'The bank gave no reason.'
  return words[code] ?? `The bank declined it (${code.replaceAll('_', ' ')}).`
}

/** What a failure asks of the person, as far as they can do something about it. */
export type Remedy = 'new_card' | 'wait' | 'confirm' | 'details' | 'other_means' | 'ask_bank'

/** Codes that name no remedy (most of a bank's do not) lead to the bank itself. */
export function remedyFor(code: string | null): Remedy {
  return (code === null ? undefined : remedies[code]) ?? 'ask_bank'
}

const remedies: Readonly<Record<string, Remedy>> = {
  expired_card: 'new_card',
  insufficient_funds: 'wait',
  withdrawal_count_limit_exceeded: 'wait',
  card_velocity_exceeded: 'wait',
  processing_error: 'wait',
  authentication_required: 'confirm',
  invoice_payment_intent_requires_action: 'confirm',
  incorrect_cvc: 'details',
  incorrect_number: 'details',
  invalid_cvc: 'details',
  invalid_number: 'details',
  account_closed: 'other_means',
  card_not_supported: 'other_means',
  currency_not_supported: 'other_means',
  debit_not_authorized: 'other_means',
  lost_card: 'other_means',
  no_account: 'other_means',
  payment_method_unactivated: 'other_means',
  pickup_card: 'other_means',
  stolen_card: 'other_means',
  transaction_not_allowed: 'other_means',
}

/** Codes that only a debit from a bank account fails with. */
export function isOfDebit(code: string | null): boolean {
  return ['account_closed', 'debit_not_authorized', 'no_account'].includes(code ?? '')
}

const words: Readonly<Record<string, string>> = {
  authentication_required: 'The bank wanted the person to confirm the payment, and nobody did.',
  card_declined: 'The bank declined the card without saying why.',
  card_not_supported: 'The card does not allow this kind of payment.',
  currency_not_supported: 'The card does not pay in this currency.',
  debit_not_authorized: 'The account holder says that this debit was not authorised.',
  do_not_honor: 'The bank declined the card without saying why.',
  expired_card: 'The card has expired.',
  fraudulent: 'The bank or Stripe suspected fraud.',
  generic_decline: 'The bank declined the card without saying why.',
  incorrect_cvc: 'The security code was wrong.',
  incorrect_number: 'The card number was wrong.',
  insufficient_funds: 'There was not enough money on the account.',
  account_closed: 'The bank account is closed.',
  lost_card: 'The card was reported lost.',
  no_account: 'The bank does not know the account.',
  payment_method_unactivated: 'The card is not activated yet.',
  pickup_card: 'The card was reported lost or stolen.',
  processing_error: 'The bank had an error of its own; a second try may work.',
  stolen_card: 'The card was reported stolen.',
  transaction_not_allowed: 'The card does not allow this kind of payment.',
  withdrawal_count_limit_exceeded: 'The card has reached its limit.',
}
