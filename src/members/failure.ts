/**
 * Why a payment failed, as staff would say it to the person. The codes are those a card's bank
 * gives (domain/stripe.md); one that we do not know is shown as it came, never guessed at.
 */
export function failureInWords(code: string | null): string {
  if (code === null) return 'The bank gave no reason.'
  return words[code] ?? `The bank declined it (${code.replaceAll('_', ' ')}).`
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
