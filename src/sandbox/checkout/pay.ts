import { enterClockOf } from '../flows/test-clock.ts'
import type { Instrument, Payer } from '../objects/payment-method.ts'
import type { CheckoutSession } from '../objects/session.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest, parameterMissing } from '../wire/error.ts'
import { cardOf } from './cards.ts'
import { answered } from './custom-field.ts'
import { checkStillOffered, withTypedCode } from './discount.ts'
import { ibanOf } from './ibans.ts'
import { keepForLater } from './keep.ts'
import { payNow } from './pay-now.ts'
import { presented } from './presentment.ts'

/** What a payer fills in: a card or an IBAN. `authenticated` is their word to 3-D Secure. */
export type Payment = {
  email: string
  name?: string | undefined
  country?: string | undefined
  card?: string | undefined
  iban?: string | undefined
  authenticated?: boolean | undefined
  promotion_code?: string | undefined
  /** Answers to the session's custom fields, by key. */
  custom_fields?: Record<string, string> | undefined
  /** Whether news may be sent; asked where the session's `consent_collection` wants to know. */
  promotions?: boolean | undefined
}

export type Outcome =
  | { kind: 'paid' | 'processing' | 'requires_action'; session: CheckoutSession }
  | {
      kind: 'declined'
      session: CheckoutSession
      code: string
      decline_code: string
      message: string
      /** The attempt, where money was asked for. */
      charge: string | null
    }

/** A session that its payer has filled in: who pays, and by what. */
export type Filled = {
  session: CheckoutSession
  payer: Payer
  /** Null where nothing needs to be paid, and nothing is kept. */
  instrument: Instrument | null
  authenticated: boolean | undefined
}

/** Where a payer lives who does not say. */
const HOME = 'DE'

/**
 * What the hosted page does when its button is pressed. A declined card leaves the session open.
 * @throws StripeError 404 for an unknown session, 400 for one that is not open, a number that is
 * none, or a code that does not count
 */
export async function payCheckout(unit: Unit, id: string, payment: Payment): Promise<Outcome> {
  await enterClockOf(unit, [id])
  const opened = await unit.need('checkout.session', id)
  if (opened.status !== 'open' || opened.expires_at <= unit.now) throw closed(opened)
  const session = withAnswers(await priced(unit, opened, payment), payment)
  const country = payment.country ?? HOME
  const payer = {
    email: session.customer_email ?? payment.email,
    name: payment.name ?? null,
    country,
  }
  const instrument = instrumentOf(session, payment, country)
  const filled = { session, payer, instrument, authenticated: payment.authenticated }
  return session.amount_total ? payNow(unit, filled) : keepForLater(unit, filled)
}

/**
 * The session as it is about to be paid: less what a code takes off, and said in the money of the
 * payer's country where prices adapt. @throws StripeError 400 for a code that does not count
 */
export async function priced(unit: Unit, session: CheckoutSession, payment: Payment) {
  const reduced = await withCode(unit, session, payment)
  return { ...reduced, ...presented(reduced, payment.country ?? HOME) }
}

async function withCode(unit: Unit, session: CheckoutSession, { promotion_code: typed }: Payment) {
  if (typed !== undefined && typed !== '') return withTypedCode(unit, session, typed)
  await checkStillOffered(unit, session)
  return session
}

/** What the payer said besides. Who pays has agreed to the terms: the button says so. */
function withAnswers(session: CheckoutSession, payment: Payment): CheckoutSession {
  const { consent_collection: asked } = session
  const isTold = asked?.terms_of_service === 'required' || asked?.promotions === 'auto'
  return {
    ...session,
    custom_fields: session.custom_fields.map((field) =>
      answered(field, payment.custom_fields?.[field.key]),
    ),
    ...(isTold && {
      consent: {
        promotions:
          asked.promotions === 'auto' ? (payment.promotions ? 'opt_in' : 'opt_out') : null,
        terms_of_service: asked.terms_of_service === 'required' ? 'accepted' : null,
      },
    }),
  }
}

/** Whether something to pay by has to be given. */
export function needsInstrument(session: CheckoutSession): boolean {
  if (session.amount_total) return true
  return session.mode !== 'payment' && session.payment_method_collection !== 'if_required'
}

function instrumentOf(
  session: CheckoutSession,
  { card, iban }: Payment,
  country: string,
): Instrument | null {
  if (!session.amount_total && session.mode === 'payment') return null
  if (card !== undefined) return cardOf(card, country)
  if (iban !== undefined) return ibanOf(iban)
  if (needsInstrument(session)) throw parameterMissing('card')
  return null
}

function closed({ status }: CheckoutSession) {
  const word = status === 'open' ? 'expired' : status
  return invalidRequest(`This Checkout Session is ${word}; nothing can be paid on it.`, {
    code: 'checkout_session_not_open',
  })
}
