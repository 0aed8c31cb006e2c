import { change } from '../events/change.ts'
import type { Customer } from '../objects/customer.ts'
import type { Recurring } from '../objects/price.ts'
import { hasEnded, itemsIn, periodOf, type Subscription } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { draftInvoice } from './billing.ts'
import { endSubscription } from './cancellation.ts'
import { periodEnd } from './interval.ts'
import { billItems, pendingItems, withoutItems } from './pending.ts'
import { afterInvoice, lasting, tellDiscounts } from './reduction.ts'
import { inPhase } from './schedule.ts'
import { stoppedWithoutMethod } from './trial.ts'

const WEEK_S = 7 * 86_400
const HOUR_S = 3600

/** Plans what comes at the end of the running period, and the word seven days before. */
export function planRenewal(unit: Unit, subscription: Subscription): void {
  const { end } = periodOf(subscription)
  const due = Math.min(end, subscription.cancel_at ?? end)
  unit.plan('renew', subscription.id, due)
  if (end - WEEK_S > unit.now) unit.plan('upcoming', subscription.id, end - WEEK_S)
}

/** Job `upcoming`: invoice.upcoming tells of an invoice that is not there yet and has no id. */
export async function tellUpcoming(unit: Unit, id: string): Promise<void> {
  const subscription = await unit.need('subscription', id)
  if (!isRunning(subscription) || isEnding(subscription)) return
  const { end } = periodOf(subscription)
  if (end - WEEK_S > unit.now) return // the period has moved since
  const preview = begun(subscription)
  const customer = await customerOf(unit, subscription)
  if (!customer) return
  const pending = await pendingItems(unit, subscription, customer)
  const draft = draftInvoice(unit, preview, customer, 'subscription_cycle', { pending })
  unit.remove(draft.id)
  const { id: _id, ...invoice } = { ...draft, next_payment_attempt: end + HOUR_S }
  await unit.emit('invoice.upcoming', invoice)
}

/**
 * Job `renew` (domain/stripe.md 8.5.3): the period has ended. The subscription shows the new one
 * at once, an hour before anybody asks for money.
 */
export async function renew(unit: Unit, id: string): Promise<void> {
  const subscription = await unit.need('subscription', id)
  if (hasEnded(subscription) || subscription.status === 'paused') return
  if (isEnding(subscription) && endsBy(subscription) <= unit.now) {
    return endSubscription(unit, subscription, 'cancellation_requested')
  }
  const customer = await customerOf(unit, subscription)
  if (!customer || periodOf(subscription).end > unit.now) return planRenewal(unit, subscription)
  if (await stoppedWithoutMethod(unit, subscription, customer)) return
  const pending = await pendingItems(unit, subscription, customer)
  const next = begun(await inPhase(unit, subscription))
  const invoice = draftInvoice(unit, next, customer, 'subscription_cycle', { pending })
  billItems(unit, pending, invoice)
  withoutItems(unit, customer)
  const renewed = await change(
    unit,
    subscription,
    { ...next, ...afterInvoice(next, invoice), latest_invoice: invoice.id, _items: [] },
    'customer.subscription.updated',
  )
  await tellDiscounts(unit, subscription, renewed)
  const due = unit.now + HOUR_S
  const draft = unit.put<'invoice'>({ ...invoice, automatically_finalizes_at: due })
  await unit.emit('invoice.created', draft)
  unit.plan('finalize', invoice.id, due)
  planRenewal(unit, renewed)
}

/** Whether it is paid for, or on trial. */
function isRunning({ status }: Subscription): boolean {
  return status === 'active' || status === 'trialing'
}

/** The subscription in the period after the one that runs: a trial is over then. */
export function begun(subscription: Subscription): Subscription {
  const { end: start } = periodOf(subscription)
  const end = periodEnd(subscription.billing_cycle_anchor, start, recurringOf(subscription))
  return {
    ...subscription,
    ...lasting(subscription, start),
    items: itemsIn(subscription, { start, end }),
    status: subscription.status === 'trialing' ? 'active' : subscription.status,
  }
}

export function recurringOf(subscription: Subscription): Recurring {
  const recurring = subscription.items.data[0]?.price.recurring
  if (!recurring) throw new TypeError(`${subscription.id} has no recurring price`)
  return recurring
}

function isEnding({ cancel_at_period_end, cancel_at }: Subscription): boolean {
  return cancel_at_period_end || cancel_at !== null
}

function endsBy(subscription: Subscription): number {
  return subscription.cancel_at ?? periodOf(subscription).end
}

export async function customerOf(unit: Unit, { customer }: Subscription) {
  const found = await unit.get('customer', customer)
  return found && isThere(found) ? found : undefined
}

function isThere(customer: object): customer is Customer {
  return !('deleted' in customer)
}
