import type Stripe from 'stripe'
import type { Card } from '../checkout/cards.ts'
import { noAddress, type Stored, type With } from './stored.ts'

/**
 * `_instrument` is what was typed on the payment page; it never leaves the sandbox. One that is
 * used up was a guest's, or was detached: it pays for nothing any more.
 */
export type PaymentMethod = With<
  Stored<Stripe.PaymentMethod>,
  { _instrument: Instrument; _isUsedUp?: boolean }
>
export type Instrument = Card | Iban
export type Iban = {
  type: 'sepa_debit'
  iban: string
  country: string
  settles: boolean
  /** What follows by itself after it has settled. */
  follows?: 'dispute' | 'return'
}

export type Payer = { email: string; name: string | null; country: string | null }

export function paymentMethodObject(facts: {
  id: string
  created: number
  customer: string | null
  payer: Payer
  instrument: Instrument
}): PaymentMethod {
  const { instrument } = facts
  return {
    id: facts.id,
    object: 'payment_method',
    allow_redisplay: 'limited',
    billing_details: billingDetails(facts.payer),
    ...(instrument.type === 'card' ? { card: cardOf(instrument) } : sepaOf(instrument)),
    created: facts.created,
    customer: facts.customer,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: instrument.type,
    _instrument: instrument,
  }
}

function billingDetails(payer: Payer) {
  const address = { ...noAddress, country: payer.country }
  return { address, email: payer.email, name: payer.name, phone: null, tax_id: null }
}

function cardOf(card: Card) {
  return {
    brand: card.brand,
    checks: cardChecks,
    country: card.country,
    display_brand: card.brand,
    exp_month: 12,
    exp_year: 2040,
    fingerprint: fingerprint(card.number),
    funding: 'credit',
    generated_from: null,
    last4: card.number.slice(-4),
    networks: { available: [card.brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  }
}

function sepaOf(iban: Iban) {
  return {
    sepa_debit: {
      bank_code: iban.iban.slice(4, 12),
      branch_code: null,
      country: iban.country,
      fingerprint: fingerprint(iban.iban),
      generated_from: { charge: null, setup_attempt: null },
      last4: iban.iban.slice(-4),
    },
  }
}

export const cardChecks = {
  address_line1_check: null,
  address_postal_code_check: null,
  cvc_check: 'pass',
}

/** The same number has the same print; it is no secret here. */
export function fingerprint(number: string): string {
  return `fp${number.slice(-10)}`
}
