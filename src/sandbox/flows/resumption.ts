import { itemsIn, periodOf, type Subscription, type Waiting } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest } from '../wire/error.ts'
import { collectAtOnce, openAtOnce } from './collection.ts'
import { periodEnd } from './interval.ts'
import { type Addition, addItems } from './pending.ts'
import { partOf } from './proration.ts'
import { customerOf, recurringOf } from './renewal.ts'
import { takeEffect, WAITS_S } from './standing.ts'
import { draftUpdate } from './update-invoice.ts'

export type Resuming = {
  anchor: 'now' | 'unchanged'
  proration: 'create_prorations' | 'always_invoice' | 'none'
  /** Whether money is asked for now, and it stays paused until it comes; or somebody will ask. */
  payment: 'resume_on_payment_attempt' | 'resume_on_payment_success'
}

/**
 * Starts a paused subscription again: with a period from now that is invoiced, or in its old
 * rhythm, where the rest of the running period is. It runs at once where nothing is invoiced, else
 * once that invoice is paid.
 * @throws StripeError 400 for one that is not paused
 */
export async function resumeSubscription(
  unit: Unit,
  subscription: Subscription,
  { anchor, proration, payment }: Resuming,
): Promise<Subscription> {
  const customer = await customerOf(unit, subscription)
  if (subscription.status !== 'paused' || !customer) {
    throw invalidRequest(`Only a paused subscription can be resumed; it is ${subscription.status}.`)
  }
  const isNew = anchor === 'now'
  const next = isNew ? fromNow(unit, subscription) : inOldRhythm(unit, subscription)
  const rest = isNew || proration === 'none' ? [] : restOf(unit, next)
  const isInvoiced = isNew || (proration === 'always_invoice' && rest.length > 0)
  const added = await addItems(unit, rest, !isInvoiced)
  const _items = [...(subscription._items ?? []), ...added.map(({ id }) => id)]
  const { items, billing_cycle_anchor } = next
  const waits = { for: 'resumption', change: { items, billing_cycle_anchor } } as const
  if (isInvoiced) {
    const drafted = await draftUpdate(
      unit,
      { ...next, _items },
      { customer, isPeriodBilled: isNew },
    )
    await invoiceResumption(unit, subscription, { ...waits, ...drafted, payment })
  } else {
    const kept = { ...subscription, _items }
    await takeEffect(unit, { subscription: kept, told: subscription }, waits, 'active')
  }
  return unit.need('subscription', subscription.id)
}

type Resumption = Awaited<ReturnType<typeof draftUpdate>> &
  Pick<Waiting, 'for' | 'change'> &
  Pick<Resuming, 'payment'>

async function invoiceResumption(
  unit: Unit,
  before: Subscription,
  { invoice, subscription, payment, ...rest }: Resumption,
): Promise<void> {
  const onAttempt = payment === 'resume_on_payment_attempt'
  const { latest_invoice, _items = [], _reductions = [] } = subscription
  const waiting = unit.put<'subscription'>({
    ...{ ...before, latest_invoice, _items, _reductions },
    _waits: { ...rest, invoice: invoice.id, onAttempt },
  })
  const billed = { invoice, subscription: waiting, told: before }
  unit.plan('give_up_waiting', invoice.id, unit.now + WAITS_S)
  if (onAttempt) return openAtOnce(unit, billed, waiting)
  await collectAtOnce(unit, billed)
}

function fromNow(unit: Unit, subscription: Subscription): Subscription {
  const start = unit.now
  const end = periodEnd(start, start, recurringOf(subscription))
  return {
    ...subscription,
    billing_cycle_anchor: start,
    items: itemsIn(subscription, { start, end }),
  }
}

/** The period around now, by the days on which it always renewed. */
function inOldRhythm(unit: Unit, subscription: Subscription): Subscription {
  const { billing_cycle_anchor: anchor } = subscription
  const recurring = recurringOf(subscription)
  let { start } = periodOf(subscription)
  let end = periodEnd(anchor, start, recurring)
  while (end <= unit.now) {
    start = end
    end = periodEnd(anchor, start, recurring)
  }
  return { ...subscription, items: itemsIn(subscription, { start, end }) }
}

function restOf(unit: Unit, next: Subscription): Addition[] {
  const { end } = periodOf(next)
  return next.items.data.map((item) => partOf(next, item, { start: unit.now, end }, 1))
}

/** Job `resume`: the day has come that was set when it was paused. */
export async function resumeDue(unit: Unit, id: string): Promise<void> {
  const subscription = await unit.need('subscription', id)
  if (subscription.status !== 'paused') return
  const how = { anchor: 'now', proration: 'create_prorations' } as const
  await resumeSubscription(unit, subscription, { ...how, payment: 'resume_on_payment_success' })
}
