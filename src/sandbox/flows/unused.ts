import { periodOf, type Subscription } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { collectAtOnce } from './collection.ts'
import { addItems } from './pending.ts'
import { partOf } from './proration.ts'
import { customerOf } from './renewal.ts'
import { draftUpdate } from './update-invoice.ts'

/**
 * What a subscription that ends now still settles: a credit for its unused time (`prorate`), and an
 * invoice of all that is pending (`invoice_now`). Without an invoice the credit waits for ever.
 */
export async function settleUnused(
  unit: Unit,
  subscription: Subscription,
  { prorate, invoice_now }: { prorate: boolean; invoice_now: boolean },
): Promise<Subscription> {
  const part = { start: unit.now, end: periodOf(subscription).end }
  const credits = prorate
    ? subscription.items.data.map((item) => partOf(subscription, item, part, -1))
    : []
  const added = await addItems(unit, credits, !invoice_now)
  const _items = [...(subscription._items ?? []), ...added.map(({ id }) => id)]
  const customer = await customerOf(unit, subscription)
  if (!invoice_now || _items.length === 0 || !customer) return { ...subscription, _items }
  const scope = { customer, isPeriodBilled: false }
  const drafted = await draftUpdate(unit, { ...subscription, _items }, scope)
  await collectAtOnce(unit, drafted)
  return drafted.subscription
}
