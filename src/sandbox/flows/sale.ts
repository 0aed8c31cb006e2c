import type { LineItem } from '../objects/session.ts'
import type { Addition } from './pending.ts'

/** What a session sells once, as items of an invoice. */
export function saleItems(
  lines: readonly LineItem[],
  to: { customer: string; subscription: { id: string } | null; at: number },
): Addition[] {
  const { customer, subscription, at } = to
  return lines.flatMap(({ price, quantity, amount_subtotal: amount, description }) => {
    if (price.recurring) return []
    const bought = { price, quantity: quantity ?? 1, amount, description, proration: false }
    return [{ ...bought, customer, subscription, period: { start: at, end: at } }]
  })
}
