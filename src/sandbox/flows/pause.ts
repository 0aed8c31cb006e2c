import { change } from '../events/change.ts'
import { itemsIn, periodOf, type Subscription } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest } from '../wire/error.ts'
import { collectAtOnce } from './collection.ts'
import { pauseAs } from './halt.ts'
import { addItems } from './pending.ts'
import { partOf } from './proration.ts'
import { customerOf } from './renewal.ts'
import { draftUpdate } from './update-invoice.ts'

export type Pausing = {
  /** From when unused time is credited. */
  unused: 'now' | 'item_current_period_start' | 'none'
  invoicing: 'invoice' | 'pending_invoice_item'
}

/**
 * Stops a subscription by status (since endive): nothing renews until it is resumed, and its
 * period ends here. What is paid for and not used becomes a credit.
 * @throws StripeError 400 for one that is not active, or has a schedule
 */
export async function pauseSubscription(
  unit: Unit,
  subscription: Subscription,
  { unused, invoicing }: Pausing,
): Promise<Subscription> {
  refuseUnpausable(subscription)
  const { start, end } = periodOf(subscription)
  const unusedTime = { start: unused === 'now' ? unit.now : start, end }
  const credited = unused === 'none' ? [] : subscription.items.data
  const credits = credited.map((item) => partOf(subscription, item, unusedTime, -1))
  const added = await addItems(unit, credits, invoicing !== 'invoice')
  const stopped: Subscription = {
    ...subscription,
    items: itemsIn(subscription, { start, end: unit.now }),
    _items: [...(subscription._items ?? []), ...added.map(({ id }) => id)],
  }
  const paused = await pauseAs(unit, subscription, stopped, 'pause_requested')
  const customer = await customerOf(unit, paused)
  if (invoicing !== 'invoice' || added.length === 0 || !customer) return paused
  const drafted = await draftUpdate(unit, paused, { customer, isPeriodBilled: false })
  unit.put<'subscription'>(drafted.subscription)
  await collectAtOnce(unit, { ...drafted, told: paused })
  return unit.need('subscription', paused.id)
}

function refuseUnpausable({ status, schedule, collection_method }: Subscription): void {
  if (schedule !== null) {
    throw invalidRequest('A subscription with a schedule cannot be paused; release it first.')
  }
  if (status !== 'active' || collection_method !== 'charge_automatically') {
    throw invalidRequest(`Only an active subscription can be paused; it is ${status}.`)
  }
}

/** Job `resume_collection`: the pause of collection is over. */
export async function resumeCollection(unit: Unit, id: string): Promise<void> {
  const subscription = await unit.need('subscription', id)
  const due = subscription.pause_collection?.resumes_at ?? null
  if (due === null || due > unit.now) return
  await change(unit, subscription, { pause_collection: null }, 'customer.subscription.updated')
}
