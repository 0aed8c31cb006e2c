import { change, tell } from '../events/change.ts'
import type { Customer } from '../objects/customer.ts'
import type { Subscription } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { cardError } from '../wire/error.ts'
import { verdictOf } from './attempt.ts'
import { draftInvoice, finalize, markPaid } from './billing.ts'
import { billed, collectAtOnce, methodOf, openAtOnce } from './collection.ts'
import { voidInvoice } from './invoice-end.ts'
import { billItems, pendingItems, withoutItems } from './pending.ts'
import type { PlanChange } from './plan-change.ts'
import { afterInvoice, tellDiscounts } from './reduction.ts'
import { planRenewal } from './renewal.ts'
import { WAITS_S } from './standing.ts'
import { planTrialEnd } from './trial.ts'

/**
 * Begins a subscription that was made by a program (domain/stripe.md 8.5.2, legacy):
 * customer.subscription.created (incomplete), its invoice, the money, customer.subscription.updated
 * (active). On trial it is trialing at once, and its first invoice asks for nothing.
 * @throws StripeError 402 where it was to begin only if it is paid
 */
export async function begin(
  unit: Unit,
  made: Subscription,
  customer: Customer,
  payment: PlanChange['payment'],
): Promise<Subscription> {
  if (payment === 'error_if_incomplete') await refuseUnpayable(unit, made)
  const patch = { currency: made.currency }
  const holder = await change<'customer'>(unit, customer, patch, 'customer.updated')
  const pending = 'deleted' in holder ? [] : await pendingItems(unit, made, holder)
  const invoice = draftInvoice(unit, made, customer, 'subscription_create', { pending })
  billItems(unit, pending, invoice)
  withoutItems(unit, { ...customer, ...patch })
  const named = { latest_invoice: invoice.id, ...afterInvoice(made, invoice) }
  const subscription = unit.put<'subscription'>({ ...made, ...named })
  await unit.emit('customer.subscription.created', subscription)
  await tellDiscounts(unit, { discounts: [] }, subscription)
  planRenewal(unit, subscription)
  planTrialEnd(unit, subscription)
  await unit.emit('invoice.created', invoice)
  if (subscription.status === 'trialing') {
    await markPaid(unit, await finalize(unit, invoice, null))
    return subscription
  }
  planExpiry(unit, subscription)
  if (payment === 'default_incomplete') {
    await openAtOnce(unit, { invoice, subscription }, subscription)
  } else await collectAtOnce(unit, { invoice, subscription })
  return unit.need('subscription', subscription.id)
}

async function refuseUnpayable(unit: Unit, subscription: Subscription): Promise<void> {
  const method = await methodOf(unit, subscription)
  const verdict = method && verdictOf(method, 'again')
  if (subscription.status === 'trialing' || (verdict && verdict.kind !== 'declined')) return
  const missing = { code: 'resource_missing', message: 'There is nothing to charge it by.' }
  const { code, message } = verdict?.kind === 'declined' ? verdict : missing
  throw cardError({ code, message })
}

/** Plans the end of a subscription that nobody pays for. */
export function planExpiry(unit: Unit, { id }: Subscription): void {
  unit.plan('expire_incomplete', id, unit.now + WAITS_S)
}

/** Job `expire_incomplete`: nobody paid the first invoice, so it never began. */
export async function expireIncomplete(unit: Unit, id: string): Promise<void> {
  const subscription = await unit.need('subscription', id)
  if (subscription.status !== 'incomplete' || !subscription.latest_invoice) return
  const { invoice } = await billed(unit, subscription.latest_invoice)
  const intent = await unit.get('payment_intent', invoice._intent ?? '')
  if (intent?.status === 'processing') return
  const expired = { ...subscription, status: 'incomplete_expired', ended_at: unit.now } as const
  await tell<'subscription'>(unit, subscription, expired, 'customer.subscription.updated')
  if (invoice.status === 'open') await voidInvoice(unit, invoice)
}
