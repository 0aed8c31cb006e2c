import type Stripe from 'stripe'
import type { Card } from '../checkout/cards.ts'
import type { PaymentIntent } from './payment-intent.ts'
import { cardChecks, fingerprint, type Iban, type PaymentMethod } from './payment-method.ts'
import type { Stored, With } from './stored.ts'

/** `_txn` is the balance transaction from the first second; the object names it two seconds on. */
export type Charge = With<
  Stored<Stripe.Charge>,
  { _txn: string | null; _follows: Card['follows'] | 'return' }
>

/** What the bank answered to one attempt. */
export type Verdict =
  | { kind: 'paid' }
  | { kind: 'pending' }
  | { kind: 'declined'; code: string; decline_code: string; message: string }

/** One attempt to take the money of a payment intent. */
export function chargeObject(facts: {
  id: string
  created: number
  intent: PaymentIntent
  method: PaymentMethod
  verdict: Verdict
}): Charge {
  const { intent, method, verdict } = facts
  const paid = verdict.kind !== 'declined'
  const declined = verdict.kind === 'declined' ? verdict : null
  return {
    id: facts.id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: verdict.kind === 'paid' ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: 'SANDBOX',
    captured: paid,
    created: facts.created,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: declined?.code ?? null,
    failure_message: declined?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(verdict),
    paid,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(method, intent.amount),
    ...(intent.presentment_details && { presentment_details: intent.presentment_details }),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: verdict.kind === 'pending' ? 'pending' : paid ? 'succeeded' : 'failed',
    transfer_data: null,
    transfer_group: null,
    _txn: null,
    _follows: method._instrument.follows ?? null,
  }
}

function outcomeOf(verdict: Verdict) {
  const declined = verdict.kind === 'declined'
  if (declined && verdict.decline_code === 'fraudulent') return blocked
  return {
    advice_code: declined ? 'try_again_later' : null,
    network_advice_code: null,
    network_decline_code: declined ? '05' : null,
    network_status: declined ? 'declined_by_network' : 'approved_by_network',
    reason: declined ? verdict.decline_code : null,
    risk_level: 'normal',
    risk_score: 20,
    seller_message: declined ? 'The bank declined the payment.' : 'Payment complete.',
    type: declined ? 'issuer_declined' : 'authorized',
  } as const
}

/** Radar thought it a fraud, and no bank was asked. */
const blocked = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: 'not_sent_to_network',
  reason: 'highest_risk_level',
  risk_level: 'highest',
  risk_score: 92,
  seller_message: 'The payment was blocked as too risky.',
  type: 'blocked',
} as const

function detailsOf(method: PaymentMethod, amount: number) {
  const instrument = method._instrument
  return instrument.type === 'card' ? cardDetails(instrument, amount) : sepaDetails(instrument)
}

function cardDetails(card: Card, amount: number) {
  const unavailable = { status: 'unavailable' } as const
  return {
    type: 'card',
    card: {
      amount_authorized: amount,
      authorization_code: null,
      brand: card.brand,
      checks: cardChecks,
      country: card.country,
      electronic_commerce_indicator: null,
      exp_month: 12,
      exp_year: 2040,
      extended_authorization: { status: 'disabled' } as const,
      fingerprint: fingerprint(card.number),
      funding: 'credit',
      incremental_authorization: unavailable,
      installments: null,
      last4: card.number.slice(-4),
      mandate: null,
      multicapture: unavailable,
      network: card.brand,
      network_token: { used: false },
      network_transaction_id: null,
      overcapture: { maximum_amount_capturable: amount, ...unavailable },
      regulated_status: 'unregulated',
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  }
}

function sepaDetails(iban: Iban) {
  return {
    type: 'sepa_debit',
    sepa_debit: {
      bank_code: iban.iban.slice(4, 12),
      branch_code: null,
      country: iban.country,
      fingerprint: fingerprint(iban.iban),
      last4: iban.iban.slice(-4),
      mandate: `mandate_${fingerprint(iban.iban)}`,
    },
  }
}
