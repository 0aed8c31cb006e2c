import { invalidRequest } from '../wire/error.ts'

/** What the bank says when money is asked for. */
export type Decline = { code: string; decline_code: string; message: string }

/**
 * How a test card behaves: `ok` pays, `declined` never does, `first_only` pays on the payment page
 * and fails when it is charged again, `three_d_secure` wants its holder's consent once, and
 * `three_d_secure_each_time` at every renewal too.
 */
export type Card = {
  type: 'card'
  number: string
  brand: string
  country: string
  behaviour: 'ok' | 'declined' | 'first_only' | 'three_d_secure' | 'three_d_secure_each_time'
  decline: Decline | null
  /** What follows by itself after the payment. */
  follows: 'dispute' | 'inquiry' | 'early_fraud_warning' | 'refund_fails' | 'refund_pends' | null
  /** The money can be paid out at once. */
  instant: boolean
}

const declined = (decline_code: string, message: string, code = 'card_declined'): Decline => ({
  code,
  decline_code,
  message,
})
const generic = declined('generic_decline', 'Your card was declined.')
const poor = declined('insufficient_funds', 'Your card has insufficient funds.')

type Traits = Partial<Pick<Card, 'behaviour' | 'decline' | 'follows' | 'instant'>>
const refusing = (decline: Decline): Traits => ({ behaviour: 'declined', decline })

/** Stripe's test numbers (domain/stripe.md 8.2). */
const numbers: Record<string, Traits> = {
  '4242424242424242': {},
  '4000056655665556': {},
  '5555555555554444': {},
  '378282246310005': {},
  '4000000000000002': refusing(generic),
  '4000000000009995': refusing(poor),
  '4000000000009987': refusing(declined('lost_card', 'Your card was declined.')),
  '4000000000009979': refusing(declined('stolen_card', 'Your card was declined.')),
  '4100000000000019': refusing(declined('fraudulent', 'Your card was declined.')),
  '4000000000000069': refusing(declined('expired_card', 'Your card has expired.', 'expired_card')),
  '4000000000000127': refusing(
    declined('incorrect_cvc', "Your card's security code is incorrect.", 'incorrect_cvc'),
  ),
  '4000000000000119': refusing(
    declined(
      'processing_error',
      'An error occurred while processing your card. Try again in a little bit.',
      'processing_error',
    ),
  ),
  '4000000000000341': { behaviour: 'first_only', decline: generic },
  '4000000000003220': { behaviour: 'three_d_secure_each_time' },
  '4000002760003184': { behaviour: 'three_d_secure_each_time' },
  '4000002500003155': { behaviour: 'three_d_secure' },
  '4000000000000259': { follows: 'dispute' },
  '4000000000002685': { follows: 'inquiry' },
  '4000000000005423': { follows: 'early_fraud_warning' },
  '4000000000000077': { instant: true },
  '4000000000007726': { follows: 'refund_pends' },
  '4000000000005126': { follows: 'refund_fails' },
}

/**
 * The card behind a number as it was typed. A number that is none is refused (400, `number`); a
 * real one is declined, as in Stripe's test mode.
 * @param country where the payer says they live: the card is taken to be issued there
 */
export function cardOf(typed: string, country: string): Card {
  const number = typed.replace(/[\s-]/g, '')
  if (!/^\d{12,19}$/.test(number) || !passesLuhn(number)) {
    throw invalidRequest('Your card number is incorrect.', {
      code: 'incorrect_number',
      param: 'card',
    })
  }
  const traits = numbers[number] ?? refusing(realCard)
  const plain = { behaviour: 'ok', decline: null, follows: null, instant: false } as const
  return { type: 'card', number, brand: brandOf(number), country, ...plain, ...traits }
}

const realCard = declined(
  'test_mode_live_card',
  'Your card was declined. The sandbox takes test cards only, such as 4242 4242 4242 4242.',
)

function brandOf(number: string): string {
  if (number.startsWith('5') || number.startsWith('2')) return 'mastercard'
  return number.startsWith('3') ? 'amex' : 'visa'
}

function passesLuhn(number: string): boolean {
  const digits = [...number].reverse().map(Number)
  const sum = digits.reduce((total, digit, index) => {
    const counted = index % 2 === 0 ? digit : digit * 2
    return total + (counted > 9 ? counted - 9 : counted)
  }, 0)
  return sum % 10 === 0
}
