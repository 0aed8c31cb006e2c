import { change } from '../events/change.ts'
import type { Subscription } from '../objects/subscription.ts'
import { itemsIn } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest } from '../wire/error.ts'
import { draftInvoice } from './billing.ts'
import { collectAtOnce } from './collection.ts'
import { periodEnd } from './interval.ts'
import { customerOf, planRenewal, recurringOf } from './renewal.ts'

/** Stops a subscription by status (since endive): nothing renews until it is resumed. */
export async function pauseSubscription(
  unit: Unit,
  subscription: Subscription,
): Promise<Subscription> {
  if (subscription.status !== 'active') {
    throw invalidRequest(`Only an active subscription can be paused; it is ${subscription.status}.`)
  }
  const paused = await change(unit, subscription, {
    status: 'paused',
    status_details: {
      paused: {
        subscription: { type: 'pause_requested' },
        transitioned_at: unit.now,
        type: 'subscription',
      },
    },
  })
  await unit.emit('customer.subscription.paused', paused)
  return paused
}

/** Starts it again, with a new period from now that is paid for at once. */
export async function resumeSubscription(
  unit: Unit,
  subscription: Subscription,
): Promise<Subscription> {
  if (subscription.status !== 'paused') {
    throw invalidRequest(`Only a paused subscription can be resumed; it is ${subscription.status}.`)
  }
  const { status_details, ...rest } = subscription
  const resumed = unit.put<'subscription'>({ ...rest, status: 'active' })
  await unit.emit('customer.subscription.resumed', resumed)
  return beginPeriod(unit, resumed)
}

/** Begins a period now, invoices it and collects the money: after a pause, or another interval. */
export async function beginPeriod(unit: Unit, subscription: Subscription): Promise<Subscription> {
  const start = unit.now
  const end = periodEnd(start, start, recurringOf(subscription))
  const moved = {
    ...subscription,
    billing_cycle_anchor: start,
    items: itemsIn(subscription, { start, end }),
  }
  const customer = await customerOf(unit, subscription)
  if (!customer) return unit.put<'subscription'>(moved)
  const invoice = draftInvoice(unit, moved, customer, 'subscription_update')
  await unit.emit('invoice.created', invoice)
  const begun = unit.put<'subscription'>({ ...moved, latest_invoice: invoice.id })
  planRenewal(unit, begun)
  await collectAtOnce(unit, { invoice, subscription: begun })
  return unit.need('subscription', subscription.id)
}

/** Job `resume_collection`: the pause of collection is over. */
export async function resumeCollection(unit: Unit, id: string): Promise<void> {
  const subscription = await unit.need('subscription', id)
  const due = subscription.pause_collection?.resumes_at ?? null
  if (due === null || due > unit.now) return
  await change(unit, subscription, { pause_collection: null }, 'customer.subscription.updated')
}
