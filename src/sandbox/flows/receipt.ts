import { change } from '../events/change.ts'
import { type Invoice, invoiceObject, itemLineObject } from '../objects/invoice.ts'
import { type CheckoutSession, invoiceCreation } from '../objects/session.ts'
import type { Unit } from '../unit.ts'
import { finalize, markPaid } from './billing.ts'
import { discountsOf } from './completion.ts'
import { addItems, billItems } from './pending.ts'
import { reduced } from './reduction.ts'
import { saleItems } from './sale.ts'

/** As soon as the charge knows its transaction. */
const RECEIPT_S = 2

/** A payment whose session asks for an invoice gets it some seconds later. */
export function planReceipt(unit: Unit, { id, invoice_creation }: CheckoutSession): void {
  if (invoice_creation?.enabled) unit.plan('receipt', id, unit.now + RECEIPT_S)
}

/**
 * Job `receipt` (domain/stripe.md 8.5.1): invoice.created, finalized, paid, payment_succeeded and
 * invoice_payment.paid for what has been paid already.
 */
export async function writeReceipt(unit: Unit, id: string): Promise<void> {
  const session = await unit.need('checkout.session', id)
  const draft = await receiptOf(unit, session)
  if (!draft) return
  await change(unit, session, { invoice: draft.id })
  await unit.emit('invoice.created', unit.put<'invoice'>(draft))
  const open = await finalize(unit, draft, session.payment_intent)
  await markPaid(unit, open)
}

async function receiptOf(unit: Unit, session: CheckoutSession): Promise<Invoice | undefined> {
  const customer = await unit.get('customer', session.customer ?? '')
  if (!customer || 'deleted' in customer) return undefined
  const to = { customer: customer.id, subscription: null }
  const items = await addItems(
    unit,
    saleItems(session._order.items, { ...to, at: unit.now }),
    false,
  )
  const id = unit.id('in')
  const lines = items.map((item) => itemLineObject({ id: unit.id('il'), invoice: id, item }))
  const discounts = await discountsOf(unit, session, to)
  const draft = invoiceObject({
    ...{ id, created: unit.now, subscription: null, customer, reason: 'manual' },
    lines: reduced(lines, discounts),
  })
  billItems(unit, items, draft)
  const { description, footer, metadata, custom_fields } =
    session.invoice_creation?.invoice_data ?? invoiceCreation(true).invoice_data
  return { ...draft, description, footer, custom_fields, metadata }
}
