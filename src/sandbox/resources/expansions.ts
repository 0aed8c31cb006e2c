import { wireForm } from '../objects/objects.ts'
import type { Unit } from '../unit.ts'
import { innerList } from './operation.ts'
import { lineItemsOf } from './sessions.ts'

type Plain = Record<string, unknown>

/** What objects leave out unless `expand` asks for it, by object and field. */
const left_out: Record<string, (unit: Unit, id: string) => Promise<unknown>> = {
  'checkout.session.line_items': async (unit, id) =>
    lineItemsOf(await unit.need('checkout.session', id)),
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
