import { change } from '../events/change.ts'
import type { Attempt } from '../flows/attempt.ts'
import { payFirst } from '../flows/first-payment.ts'
import { type FilledIn, payOnce } from '../flows/one-off.ts'
import { type PaymentIntent, paymentIntentObject } from '../objects/payment-intent.ts'
import { type Instrument, type Payer, paymentMethodObject } from '../objects/payment-method.ts'
import type { CheckoutSession } from '../objects/session.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest, parameterMissing } from '../wire/error.ts'
import { cardOf } from './cards.ts'
import { ibanOf } from './ibans.ts'

/** What a payer fills in: a card or an IBAN. `authenticated` is their word to 3-D Secure. */
export type Payment = {
  email: string
  name?: string | undefined
  country?: string | undefined
  card?: string | undefined
  iban?: string | undefined
  authenticated?: boolean | undefined
}

export type Outcome =
  | { kind: 'paid' | 'processing' | 'requires_action'; session: CheckoutSession }
  | {
      kind: 'declined'
      session: CheckoutSession
      code: string
      decline_code: string
      message: string
      charge: string
    }

/** Where a payer lives who does not say. */
const HOME = 'DE'
const SETTLES_AFTER_S = 5 * 86_400

/**
 * What the hosted page does when its button is pressed. A declined card leaves the session open.
 * @throws StripeError 404 for an unknown session, 400 for one that is not open or a number that
 * is none
 */
export async function payCheckout(unit: Unit, id: string, payment: Payment): Promise<Outcome> {
  const session = await unit.need('checkout.session', id)
  if (session.status !== 'open' || session.expires_at <= unit.now) throw closed(session)
  const payer: Payer = {
    email: session.customer_email ?? payment.email,
    name: payment.name ?? null,
    country: payment.country ?? HOME,
  }
  const instrument = instrumentOf(payment, payer.country ?? HOME)
  const filled = await filledIn(unit, session, payer, instrument)
  if (needsConsent(instrument)) {
    if (payment.authenticated === undefined) return askConsent(unit, filled)
    if (!payment.authenticated) return refused(unit, filled)
  }
  const made = await (session.mode === 'payment' ? payOnce : payFirst)(unit, filled)
  return outcomeOf(unit, id, made)
}

function instrumentOf({ card, iban }: Payment, country: string): Instrument {
  if (card !== undefined) return cardOf(card, country)
  if (iban !== undefined) return ibanOf(iban)
  throw parameterMissing('card')
}

function needsConsent(instrument: Instrument): boolean {
  return instrument.type === 'card' && instrument.behaviour === 'three_d_secure'
}

/** The session with its payment intent, which is made at the first attempt and kept for the next. */
async function filledIn(
  unit: Unit,
  session: CheckoutSession,
  payer: Payer,
  instrument: Instrument,
): Promise<FilledIn> {
  const facts = { customer: session.customer, payer, instrument }
  const method = paymentMethodObject({ id: unit.id('pm'), created: unit.now, ...facts })
  unit.put(method)
  const known = session._intent === null ? undefined : await intentOf(unit, session._intent)
  if (known) return { session, intent: known, method, payer, isFirst: false }
  const intent = newIntent(unit, session)
  const remembered = await change(unit, session, {
    _intent: intent.id,
    ...(session.mode === 'payment' && { payment_intent: intent.id }),
  })
  return { session: remembered, intent, method, payer, isFirst: true }
}

function intentOf(unit: Unit, id: string): Promise<PaymentIntent> {
  return unit.need('payment_intent', id)
}

function newIntent(unit: Unit, session: CheckoutSession): PaymentIntent {
  const { description, metadata, receipt_email, off_session } = session._order
  const isPayment = session.mode === 'payment'
  return unit.put<'payment_intent'>(
    paymentIntentObject({
      id: unit.id('pi'),
      created: unit.now,
      amount: session.amount_total ?? 0,
      currency: session.currency ?? '',
      customer: session.customer,
      // what subscription_data carries belongs to the subscription, not to its payments
      metadata: isPayment ? metadata : {},
      description: isPayment ? description : 'Subscription creation',
      receipt_email,
      method_types: session.payment_method_types,
      off_session: !isPayment || off_session,
    }),
  )
}

/** 3-D Secure: the holder's bank wants to hear from the holder first. */
async function askConsent(unit: Unit, filled: FilledIn): Promise<Outcome> {
  if (filled.isFirst) await unit.emit('payment_intent.created', filled.intent)
  const asked = await change(unit, filled.intent, {
    status: 'requires_action',
    payment_method: filled.method.id,
    next_action: {
      type: 'redirect_to_url',
      redirect_to_url: { return_url: filled.session.url, url: `${filled.session.url}/consent` },
    },
  })
  await unit.emit('payment_intent.requires_action', asked)
  return { kind: 'requires_action', session: filled.session }
}

async function refused(unit: Unit, filled: FilledIn): Promise<Outcome> {
  const code = 'payment_intent_authentication_failure'
  const message =
    'Your bank could not confirm that it is you. Please try again or use another card.'
  const card = filled.method._instrument
  const decline = { code, decline_code: 'authentication_required', message }
  if (card.type !== 'card') throw new TypeError('only cards ask for consent')
  const method = {
    ...filled.method,
    _instrument: { ...card, behaviour: 'declined' as const, decline },
  }
  const pay = filled.session.mode === 'payment' ? payOnce : payFirst
  return outcomeOf(unit, filled.session.id, await pay(unit, { ...filled, method }))
}

async function outcomeOf(unit: Unit, id: string, made: Attempt): Promise<Outcome> {
  const session = await unit.need('checkout.session', id)
  switch (made.verdict.kind) {
    case 'paid':
      return { kind: 'paid', session }
    case 'pending':
      unit.plan('settle', made.intent.id, unit.now + SETTLES_AFTER_S)
      return { kind: 'processing', session }
    case 'declined':
      return { ...made.verdict, session, charge: made.charge.id }
  }
}

function closed({ status }: CheckoutSession) {
  const word = status === 'open' ? 'expired' : status
  return invalidRequest(`This Checkout Session is ${word}; nothing can be paid on it.`, {
    code: 'checkout_session_not_open',
  })
}
