import type { Customer } from '../objects/customer.ts'
import type { BillingReason, Invoice } from '../objects/invoice.ts'
import { invoiceItemObject } from '../objects/invoice-item.ts'
import type { Subscription } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { draftInvoice } from './billing.ts'
import { type Addition, billItems, pendingItems, withoutItems } from './pending.ts'
import { afterInvoice } from './reduction.ts'

/** The customer it goes to, and whether the period as it stands is billed besides what is pending. */
export type Scope = { customer: Customer; isPeriodBilled: boolean }

/** Drafts an invoice between two renewals: invoice.created. Nobody has been asked for money yet. */
export async function draftUpdate(
  unit: Unit,
  subscription: Subscription,
  { customer, isPeriodBilled }: Scope,
): Promise<{ invoice: Invoice; subscription: Subscription }> {
  const pending = await pendingItems(unit, subscription, customer)
  const besides = { pending, isPeriodBilled }
  const invoice = draftInvoice(unit, subscription, customer, 'subscription_update', besides)
  billItems(unit, pending, invoice)
  withoutItems(unit, customer)
  await unit.emit('invoice.created', invoice)
  const used = isPeriodBilled ? afterInvoice(subscription, invoice) : {}
  const latest = { latest_invoice: invoice.id, _items: [] }
  return { invoice, subscription: { ...subscription, ...used, ...latest } }
}

/** The invoice that would be drafted if `additions` were pending too; nothing is kept of it. */
export async function previewOf(
  unit: Unit,
  subscription: Subscription,
  { customer, isPeriodBilled }: Scope,
  additions: readonly Addition[] = [],
  reason: BillingReason = 'subscription_update',
): Promise<Invoice> {
  const kept = await pendingItems(unit, subscription, customer)
  const added = additions.map((addition) =>
    invoiceItemObject({ id: unit.id('ii'), created: unit.now, ...addition }),
  )
  const besides = { pending: [...kept, ...added], isPeriodBilled }
  const draft = draftInvoice(unit, subscription, customer, reason, besides)
  unit.remove(draft.id)
  return draft
}
