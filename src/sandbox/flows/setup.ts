import type { Decline } from '../checkout/cards.ts'
import { becomes } from '../events/change.ts'
import type { PaymentMethod } from '../objects/payment-method.ts'
import { type SetupIntent, setupIntentObject } from '../objects/setup-intent.ts'
import type { Metadata } from '../objects/stored.ts'
import type { Unit } from '../unit.ts'

type Wish = {
  customer: string | null
  method_types: string[]
  description?: string | null
  metadata?: Metadata
  usage?: 'off_session' | 'on_session'
}

/** setup_intent.created */
export async function newSetup(unit: Unit, wish: Wish): Promise<SetupIntent> {
  const intent = setupIntentObject({
    ...{ id: unit.id('seti'), created: unit.now },
    ...{ description: null, metadata: {}, usage: 'off_session' as const },
    ...wish,
  })
  unit.put<'setup_intent'>(intent)
  await unit.emit('setup_intent.created', intent)
  return intent
}

/** The way of paying is kept: setup_intent.succeeded. */
export async function setUp(
  unit: Unit,
  intent: SetupIntent,
  method: PaymentMethod,
): Promise<SetupIntent> {
  return becomes(unit, intent, 'setup_intent.succeeded', {
    customer: method.customer,
    last_setup_error: null,
    latest_attempt: unit.id('setatt'),
    mandate: method.type === 'sepa_debit' ? unit.id('mandate') : null,
    next_action: null,
    payment_method: method.id,
    status: 'succeeded',
  })
}

/** The bank says no: setup_intent.setup_failed; another way of paying may still be given. */
export async function failSetup(
  unit: Unit,
  intent: SetupIntent,
  { code, decline_code, message }: Decline,
): Promise<SetupIntent> {
  return becomes(unit, intent, 'setup_intent.setup_failed', {
    last_setup_error: {
      code,
      decline_code,
      doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`,
      message,
      type: 'card_error',
    },
    latest_attempt: unit.id('setatt'),
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  })
}

/** The holder's bank wants to hear from the holder first: setup_intent.requires_action. */
export async function askHolder(
  unit: Unit,
  intent: SetupIntent,
  { method, return_url }: { method: PaymentMethod; return_url: string | null },
): Promise<SetupIntent> {
  const url = `${return_url ?? unit.origin}/consent`
  return becomes(unit, intent, 'setup_intent.requires_action', {
    payment_method: method.id,
    next_action: { type: 'redirect_to_url', redirect_to_url: { return_url, url } },
    status: 'requires_action',
  })
}

/** setup_intent.canceled */
export async function cancelSetup(
  unit: Unit,
  intent: SetupIntent,
  cancellation_reason: SetupIntent['cancellation_reason'],
): Promise<SetupIntent> {
  const patch = { cancellation_reason, next_action: null, status: 'canceled' } as const
  return becomes(unit, intent, 'setup_intent.canceled', patch)
}

/** What the bank says to keeping a card; a bank account is kept without asking. */
export function refusalOf({ _instrument: instrument }: PaymentMethod): Decline | null {
  if (instrument.type !== 'card' || instrument.behaviour !== 'declined') return null
  return instrument.decline
}
