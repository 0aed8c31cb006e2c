import { wireForm } from '../objects/objects.ts'
import type { Unit } from '../unit.ts'
import { innerList } from './operation.ts'
import { lineItemsOf } from './sessions.ts'

type Plain = Record<string, unknown>

/** What objects leave out unless `expand` asks for it, by object and field. */
const left_out: Record<string, (unit: Unit, id: string) => Promise<unknown>> = {
  'checkout.session.line_items': async (unit, id) =>
    lineItemsOf(await unit.need('checkout.session', id)),
  'coupon.applies_to': async (unit, id) => {
    const { _products: products } = await unit.need('coupon', id)
    return products === null ? null : { products }
  },
  'coupon.currency_options': async (unit, id) => {
    const amounts = Object.entries((await unit.need('coupon', id))._amounts)
    return Object.fromEntries(amounts.map(([code, amount_off]) => [code, { amount_off }]))
  },
  'charge.refunds': async (unit, id) => {
    const refunds = await unit.list('refund', { all: [`charge:${id}`], limit: 10 })
    return innerList(`/v1/charges/${id}/refunds`, refunds.map(wireForm))
  },
  'invoice.payments': async (unit, id) => {
    const links = await unit.list('invoice_payment', { all: [`invoice:${id}`] })
    return innerList('/v1/invoice_payments', links.map(wireForm))
  },
  'customer.subscriptions': async (unit, id) => {
    const filter = { all: [`customer:${id}`], none: ['status:canceled'] }
    const theirs = await unit.list('subscription', filter)
    return innerList(`/v1/customers/${id}/subscriptions`, theirs.map(wireForm))
  },
}

/** The include of `expandPaths`: undefined when the field is not one of those. */
export async function leftOut(unit: Unit, object: Plain, field: string): Promise<unknown> {
  if (typeof object.id !== 'string') return undefined
  return left_out[`${String(object.object)}.${field}`]?.(unit, object.id)
}
