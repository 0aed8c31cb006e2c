import { prorated } from '../money/proration.ts'
import { invoiceLineObject } from '../objects/invoice.ts'
import type { Period, Subscription, SubscriptionItem } from '../objects/subscription.ts'
import type { Addition } from './pending.ts'
import { reduced } from './reduction.ts'

/**
 * What a change at `at` leaves to be settled: of each item that changes a credit for the time that
 * is not used, and where the period goes on (`isReset` false) a debit for its rest at the new price.
 * Nothing was paid for a trial, so nothing is owed.
 */
export function prorationsOf(
  before: Subscription,
  after: Subscription,
  { at, isReset }: { at: number; isReset: boolean },
): Addition[] {
  if (before.status === 'trialing') return []
  const old = before.items.data
  const gone = old.filter((item) => isReset || !stays(item, after.items.data))
  const come = isReset ? [] : after.items.data.filter((item) => !stays(item, old))
  return [
    ...gone.map((item) => partOf(before, item, { start: at, end: item.current_period_end }, -1)),
    ...come.map((item) => partOf(after, item, { start: at, end: item.current_period_end }, 1)),
  ]
}

/** The part of what an item costs for its period: a debit (1) or a credit (-1). */
export function partOf(
  subscription: Subscription,
  item: SubscriptionItem,
  part: Period,
  sign: 1 | -1,
  whole: Period = { start: item.current_period_start, end: item.current_period_end },
): Addition {
  const quantity = item.quantity ?? 1
  return {
    customer: subscription.customer,
    subscription: { id: subscription.id, item: item.id },
    price: item.price,
    quantity,
    amount: sign * prorated(costOf(subscription, item), whole, part),
    period: part,
    description: `${sign === -1 ? 'Unused' : 'Remaining'} time on ${quantity} × membership`,
    proration: true,
  }
}

/** What the item costs for a period, less what its discounts take off. */
function costOf(subscription: Subscription, item: SubscriptionItem): number {
  const period = { start: item.current_period_start, end: item.current_period_end }
  const line = invoiceLineObject({ id: '', invoice: '', item, period })
  const [less = line] = reduced([line], subscription._reductions ?? [])
  return less.discount_amounts.reduce((left, { amount }) => left - amount, line.amount)
}

function stays(item: SubscriptionItem, others: readonly SubscriptionItem[]): boolean {
  return others.some(
    ({ id, price, quantity }) =>
      id === item.id && price.id === item.price.id && quantity === item.quantity,
  )
}
