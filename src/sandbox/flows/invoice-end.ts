import { becomes } from '../events/change.ts'
import { type Invoice, subscriptionOf } from '../objects/invoice.ts'
import type { Subscription } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { recovered, waitingFor } from './standing.ts'

/** Nobody owes it any more: invoice.voided. What waited for its payment is off. */
export async function voidInvoice(unit: Unit, invoice: Invoice): Promise<Invoice> {
  await dropIntent(unit, invoice)
  const voided = await becomes(unit, invoice, 'invoice.voided', {
    ...closed,
    status: 'void',
    status_transitions: { ...invoice.status_transitions, voided_at: unit.now },
  })
  const subscription = await subscriptionBilled(unit, voided)
  if (subscription) await giveUpWaiting(unit, voided, subscription)
  return voided
}

/** It is owed, and nobody expects it: invoice.marked_uncollectible. It can still be paid. */
export async function markUncollectible(unit: Unit, invoice: Invoice): Promise<Invoice> {
  const marked = await becomes(unit, invoice, 'invoice.marked_uncollectible', {
    ...closed,
    status: 'uncollectible',
    status_transitions: { ...invoice.status_transitions, marked_uncollectible_at: unit.now },
  })
  const subscription = await subscriptionBilled(unit, marked)
  if (!subscription) return marked
  const waits = waitingFor({ invoice, subscription })
  if (waits?.for === 'resumption') await recovered(unit, { invoice, subscription })
  return marked
}

/** The money came outside of Stripe: paid, without a charge and without a balance transaction. */
export async function payOutOfBand(unit: Unit, invoice: Invoice): Promise<Invoice> {
  await dropIntent(unit, invoice)
  const paid = await becomes(unit, invoice, 'invoice.paid', {
    ...closed,
    amount_paid: invoice.amount_due,
    amount_paid_off_stripe: invoice.amount_due,
    amount_remaining: 0,
    attempted: true,
    status: 'paid',
    status_transitions: { ...invoice.status_transitions, paid_at: unit.now },
  })
  const subscription = await subscriptionBilled(unit, paid)
  if (subscription) await recovered(unit, { invoice: paid, subscription })
  return paid
}

const closed = { auto_advance: false, next_payment_attempt: null }

/** The payment intent that would have collected it is of no more use, unless money is under way. */
async function dropIntent(unit: Unit, { _intent, _link }: Invoice): Promise<void> {
  if (_intent === null) return
  const intent = await unit.need('payment_intent', _intent)
  if (intent.status === 'processing' || intent.status === 'succeeded') return
  const patch = { status: 'canceled', canceled_at: unit.now, next_action: null } as const
  await becomes(unit, intent, 'payment_intent.canceled', {
    ...patch,
    cancellation_reason: 'void_invoice',
  })
  const link = _link === null ? undefined : await unit.get('invoice_payment', _link)
  if (!link) return
  const status_transitions = { ...link.status_transitions, canceled_at: unit.now }
  unit.put({ ...link, status: 'canceled', status_transitions })
}

async function giveUpWaiting(unit: Unit, invoice: Invoice, subscription: Subscription) {
  const waits = waitingFor({ invoice, subscription })
  if (!waits) return
  const now: Subscription = { ...subscription, pending_update: null, _waits: null }
  unit.put<'subscription'>(now)
  if (waits.for === 'update') await unit.emit('customer.subscription.pending_update_expired', now)
}

async function subscriptionBilled(unit: Unit, invoice: Invoice) {
  const id = subscriptionOf(invoice)
  return id === null ? undefined : unit.get('subscription', id)
}
