import type { StripeEvent } from '../objects/event.ts'

/**
 * What can be brought up to date. `balance` is the account's money: one subject, read in pages, and
 * `balance_transaction` one of it that such a reading could not make out.
 */
const objectTypes = [
  'subscription',
  'customer',
  'checkout.session',
  'charge',
  'invoice',
  'invoice_payment',
  'dispute',
  'radar.early_fraud_warning',
  'payment_intent',
  'payment_method',
  'payout',
  'balance',
  'balance_transaction',
] as const
export type ObjectType = (typeof objectTypes)[number]
export type Subject = Readonly<{ type: ObjectType; key: string }>

/** The key under which all news of the account's money wait together. */
export const balanceSubject: Subject = { type: 'balance', key: 'balance' }

/**
 * What an event asks to bring up to date, or null when it brings nothing: an event is left out when
 * another one that we take announces the same (domain/stripe.md 4.1), which saves its fetch.
 * `invoice.finalized` comes before `invoice.paid` or `invoice.payment_failed`, and
 * `payment_intent.succeeded` beside `charge.succeeded`; so does `payment_intent.payment_failed`
 * beside `charge.failed`, unless the payment failed before there was a charge.
 */
export function subjectOf({ type, object }: StripeEvent): Subject | null {
  const asked = subjectTypes[type]
  if (asked === undefined) return null
  if (asked === 'balance') return balanceSubject
  if (asked === 'payment_intent' && object.charge !== null) return null
  const key = keyOf(asked, object)
  if (key !== null) return { type: asked, key }
  // a refund that gives back no charge (of a customer's cash balance) is money alone
  return object.type === 'refund' ? balanceSubject : null
}

/** A refund's or an intent's news are its charge's; an invoice to come has no id, its subscription has. */
function keyOf(asked: ObjectType, object: StripeEvent['object']): string | null {
  if (asked === 'charge' && object.type !== 'charge') return object.charge
  return asked === 'subscription' && object.type === 'invoice' ? object.subscription : object.id
}

export function isObjectType(text: string): text is ObjectType {
  return objectTypes.some((type) => type === text)
}

const subjectTypes: Readonly<Record<string, ObjectType>> = {
  'checkout.session.completed': 'checkout.session',
  'checkout.session.async_payment_succeeded': 'checkout.session',
  'checkout.session.async_payment_failed': 'checkout.session',
  'checkout.session.expired': 'checkout.session',
  'customer.created': 'customer',
  'customer.updated': 'customer',
  'customer.deleted': 'customer',
  'customer.subscription.created': 'subscription',
  'customer.subscription.updated': 'subscription',
  'customer.subscription.deleted': 'subscription',
  'customer.subscription.paused': 'subscription',
  'customer.subscription.resumed': 'subscription',
  'customer.subscription.pending_update_applied': 'subscription',
  'customer.subscription.pending_update_expired': 'subscription',
  'customer.subscription.trial_will_end': 'subscription',
  'invoice.upcoming': 'subscription',
  'invoice.paid': 'invoice',
  'invoice.payment_failed': 'invoice',
  'invoice.payment_action_required': 'invoice',
  'invoice.marked_uncollectible': 'invoice',
  'invoice.voided': 'invoice',
  'invoice.overpaid': 'invoice',
  'invoice_payment.paid': 'invoice_payment',
  'payment_intent.payment_failed': 'payment_intent',
  'payment_intent.processing': 'charge', // a bank debit: our endpoint need not ask for charge.pending
  'charge.pending': 'charge',
  'charge.succeeded': 'charge',
  'charge.captured': 'charge',
  'charge.failed': 'charge',
  'charge.expired': 'charge',
  'charge.refunded': 'charge',
  'charge.updated': 'balance', // its news is the balance transaction (domain/stripe.md 1.3)
  'refund.created': 'charge',
  'refund.updated': 'charge',
  'refund.failed': 'charge',
  'radar.early_fraud_warning.created': 'radar.early_fraud_warning',
  'radar.early_fraud_warning.updated': 'radar.early_fraud_warning',
  'payment_method.automatically_updated': 'payment_method',
  'charge.dispute.created': 'dispute',
  'charge.dispute.updated': 'dispute',
  'charge.dispute.closed': 'dispute',
  'charge.dispute.funds_withdrawn': 'balance',
  'charge.dispute.funds_reinstated': 'balance',
  'payout.created': 'payout',
  'payout.failed': 'payout',
  'payout.canceled': 'payout',
  'payout.paid': 'payout',
  'payout.reconciliation_completed': 'payout',
}
