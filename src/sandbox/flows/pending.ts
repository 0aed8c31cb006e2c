import type { Customer } from '../objects/customer.ts'
import type { Invoice } from '../objects/invoice.ts'
import { type InvoiceItem, invoiceItemObject } from '../objects/invoice-item.ts'
import type { Subscription } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'

/** What an invoice item will say, before it has an id. */
export type Addition = Omit<Parameters<typeof invoiceItemObject>[0], 'id' | 'created'>

/** The invoice items that the subscription's next invoice takes along. */
export async function pendingItems(
  unit: Unit,
  { _items: own = [] }: Subscription,
  { _items: theirs = [] }: Customer,
): Promise<InvoiceItem[]> {
  const found: InvoiceItem[] = []
  for (const id of [...theirs, ...own]) {
    const item = await unit.get('invoiceitem', id)
    if (item?.invoice === null) found.push(item)
  }
  return found
}

/** Makes the items; who keeps them names them in its `_items`. */
export async function addItems(
  unit: Unit,
  additions: readonly Addition[],
  isTold: boolean,
): Promise<InvoiceItem[]> {
  const made: InvoiceItem[] = []
  for (const addition of additions) {
    const item = invoiceItemObject({ id: unit.id('ii'), created: unit.now, ...addition })
    made.push(unit.put<'invoiceitem'>(item))
    if (isTold) await unit.emit('invoiceitem.created', item)
  }
  return made
}

/** The items stand on this invoice now, and wait no more. */
export function billItems(unit: Unit, items: readonly InvoiceItem[], invoice: Invoice): void {
  for (const item of items) unit.put<'invoiceitem'>({ ...item, invoice: invoice.id })
}

/** The customer without the items that an invoice took along. */
export function withoutItems(unit: Unit, customer: Customer): void {
  if (customer._items?.length) unit.put<'customer'>({ ...customer, _items: [] })
}
