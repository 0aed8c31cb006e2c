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
  'payout',
  'balance',
  'balance_transaction',
] as const
export type ObjectType = (typeof objectTypes)[number]
export type Subject = Readonly<{ type: ObjectType; key: string }>

/** The key under which all news of the account's money wait together. */
export const balanceSubject: Subject = { type: 'balance', key: 'balance' }

/**
 * What an event asks to bring up to date, or null when it brings nothing. An event is left out when
 * another one that we take announces the same (`invoice.finalized` before `invoice.paid`,
 * `payment_intent.succeeded` beside `charge.succeeded`; domain/stripe.md 4.1): that saves its fetch.
 */
export function subjectOf({ type, object }: StripeEvent): Subject | null {
  const asked = subjectTypes[type]
  if (asked === undefined) return null
  if (asked === 'balance') return balanceSubject
  // a refund's or an intent's news are its charge's: what was given back or failed stands there
  const key = asked === 'charge' && object.type !== 'charge' ? object.charge : object.id
  return key === null ? null : { type: asked, key }
}

export function isObjectType(text: string): text is ObjectType {
  return objectTypes.some((type) => type === text)
}

const subjectTypes: Readonly<Record<string, ObjectType>> = {
  'checkout.session.completed': 'checkout.session',
  'checkout.session.async_payment_succeeded': 'checkout.session',
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
  'invoice.paid': 'invoice',
  'invoice.payment_failed': 'invoice',
  'invoice.payment_action_required': 'invoice',
  'invoice.marked_uncollectible': 'invoice',
  'invoice.voided': 'invoice',
  'invoice.overpaid': 'invoice',
  'invoice_payment.paid': 'invoice_payment',
  'payment_intent.processing': 'charge', // a bank debit: our endpoint need not ask for charge.pending
  'charge.pending': 'charge',
  'charge.succeeded': 'charge',
  'charge.captured': 'charge',
  'charge.failed': 'charge',
  'charge.expired': 'charge',
  'charge.refunded': 'charge',
  'charge.updated': 'balance', // its news is the balance transaction (domain/stripe.md 1.3)
  'refund.created': 'balance',
  'refund.updated': 'charge',
  'refund.failed': 'charge',
  'charge.dispute.created': 'dispute',
  'charge.dispute.updated': 'dispute',
  'charge.dispute.closed': 'dispute',
  'charge.dispute.funds_withdrawn': 'balance',
  'charge.dispute.funds_reinstated': 'balance',
  'payout.created': 'balance',
  'payout.failed': 'balance',
  'payout.canceled': 'balance',
  'payout.paid': 'payout',
  'payout.reconciliation_completed': 'payout',
}
