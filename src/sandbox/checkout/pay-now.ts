import { becomes, change } from '../events/change.ts'
import type { Attempt } from '../flows/attempt.ts'
import { payFirst } from '../flows/first-payment.ts'
import { payFirstAsBefore } from '../flows/legacy-first-payment.ts'
import { type FilledIn, payOnce } from '../flows/one-off.ts'
import { type PaymentIntent, paymentIntentObject } from '../objects/payment-intent.ts'
import { paymentMethodObject } from '../objects/payment-method.ts'
import type { CheckoutSession } from '../objects/session.ts'
import type { Unit } from '../unit.ts'
import { parameterMissing } from '../wire/error.ts'
import { refusedByHolder, wantsConsent } from './consent.ts'
import type { Filled, Outcome } from './pay.ts'

const SETTLES_AFTER_S = 5 * 86_400

/** Asks for the money of a session. */
export async function payNow(unit: Unit, filled: Filled): Promise<Outcome> {
  const ready = await readyToPay(unit, filled)
  const begin = unit.settings.legacyFirstPayment ? payFirstAsBefore : payFirst
  const pay = filled.session.mode === 'payment' ? payOnce : begin
  if (!wantsConsent(ready.method)) return outcomeOf(unit, await pay(unit, ready), ready)
  if (filled.authenticated === undefined) return askConsent(unit, ready)
  const method = filled.authenticated ? ready.method : refusedByHolder(ready.method, 'payment')
  return outcomeOf(unit, await pay(unit, { ...ready, method }), ready)
}

/** The session with its payment intent, which is made at the first attempt and kept for the next. */
async function readyToPay(unit: Unit, filled: Filled): Promise<FilledIn> {
  const { session, payer, instrument } = filled
  if (!instrument) throw parameterMissing('card')
  const facts = { customer: session.customer, payer, instrument }
  const method = unit.put<'payment_method'>(
    paymentMethodObject({ id: unit.id('pm'), created: unit.now, ...facts }),
  )
  const known = session._intent && (await unit.need('payment_intent', session._intent))
  if (known) return { session, intent: asItStands(known, session), method, payer, isFirst: false }
  const intent = asItStands(newIntent(unit, session), session)
  unit.put<'payment_intent'>(intent)
  const remembered = await change(unit, session, {
    _intent: intent.id,
    ...(session.mode === 'payment' && { payment_intent: intent.id }),
  })
  return { session: remembered, intent, method, payer, isFirst: true }
}

/** The intent for what the session comes to now: a code may have changed it since the last try. */
function asItStands(
  intent: PaymentIntent,
  { amount_total, presentment_details }: CheckoutSession,
): PaymentIntent {
  const { presentment_details: _before, ...rest } = intent
  const amount = amount_total ?? 0
  return { ...rest, amount, ...(presentment_details && { presentment_details }) }
}

function newIntent(unit: Unit, session: CheckoutSession): PaymentIntent {
  const { description, metadata, receipt_email, off_session } = session._order
  const isPayment = session.mode === 'payment'
  return paymentIntentObject({
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
  })
}

/** 3-D Secure: the holder's bank wants to hear from the holder first. */
async function askConsent(unit: Unit, filled: FilledIn): Promise<Outcome> {
  if (filled.isFirst) await unit.emit('payment_intent.created', filled.intent)
  const { url } = filled.session
  await becomes(unit, filled.intent, 'payment_intent.requires_action', {
    status: 'requires_action',
    payment_method: filled.method.id,
    next_action: {
      type: 'redirect_to_url',
      redirect_to_url: { return_url: url, url: `${url}/consent` },
    },
  })
  return { kind: 'requires_action', session: filled.session }
}

async function outcomeOf(unit: Unit, made: Attempt, { session: tried }: FilledIn) {
  const session = await unit.need('checkout.session', tried.id)
  switch (made.verdict.kind) {
    case 'paid':
      return { kind: 'paid', session } as const
    case 'pending':
      unit.plan('settle', made.intent.id, unit.now + SETTLES_AFTER_S)
      return { kind: 'processing', session } as const
    case 'declined':
      return { ...made.verdict, session, charge: made.charge.id }
  }
}
