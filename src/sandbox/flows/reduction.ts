import { reductions } from '../money/reduction.ts'
import type { Reduction } from '../objects/discount.ts'
import type { EventType } from '../objects/event.ts'
import type { Invoice, InvoiceLine } from '../objects/invoice.ts'
import type { Subscription } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'

/** Lines with what the discounts take off them, one after the other. */
export function reduced(lines: InvoiceLine[], discounts: readonly Reduction[]): InvoiceLine[] {
  return discounts.reduce(withOne, lines)
}

function withOne(lines: InvoiceLine[], { coupon, discount, isSpent }: Reduction): InvoiceLine[] {
  if (isSpent) return lines
  const bases = lines.map((line) => {
    const taken = line.discount_amounts.reduce((sum, { amount }) => sum + amount, 0)
    const amount = line.discountable ? line.amount - taken : 0
    return { amount, product: line.pricing.price_details.product }
  })
  const taken = reductions(bases, coupon, lines[0]?.currency ?? '')
  return lines.map((line, index) => {
    const amount = taken[index] ?? 0
    if (amount === 0) return line
    return { ...line, discount_amounts: [...line.discount_amounts, { amount, discount }] }
  })
}

/** A subscription's discounts after this invoice: one that counts once and did has counted. */
export function afterInvoice(
  { _reductions = [] }: Subscription,
  { total_discount_amounts: taken }: Invoice,
) {
  const used = new Set(taken.map(({ discount }) => discount))
  return {
    _reductions: _reductions.map((one) =>
      one.coupon.duration === 'once' && used.has(one.discount) ? { ...one, isSpent: true } : one,
    ),
  }
}

/** Its discounts in a period that begins `at`: without those that are over. */
export function lasting({ _reductions = [] }: Subscription, at: number) {
  const left = _reductions.filter(({ end, isSpent }) => !isSpent && (end === null || end > at))
  return { discounts: left.map(({ discount }) => discount), _reductions: left }
}

/** customer.discount.created and customer.discount.deleted, for what `after` has and has no more. */
export async function tellDiscounts(
  unit: Unit,
  { discounts: before }: Pick<Subscription, 'discounts'>,
  { discounts: after }: Pick<Subscription, 'discounts'>,
): Promise<void> {
  const tell = async (type: EventType, ids: string[]) => {
    for (const id of ids) await unit.emit(type, await unit.need('discount', id))
  }
  await tell(
    'customer.discount.created',
    after.filter((id) => !before.includes(id)),
  )
  await tell(
    'customer.discount.deleted',
    before.filter((id) => !after.includes(id)),
  )
}
