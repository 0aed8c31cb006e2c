import { becomes, change } from '../events/change.ts'
import type { Customer } from '../objects/customer.ts'
import {
  type BillingReason,
  type Invoice,
  invoiceLineObject,
  invoiceObject,
  itemLineObject,
} from '../objects/invoice.ts'
import type { InvoiceItem } from '../objects/invoice-item.ts'
import { invoicePaymentObject } from '../objects/invoice-payment.ts'
import { type Period, periodOf, type Subscription } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { reduced } from './reduction.ts'

const LINK_S = 3

type Besides = { pending?: InvoiceItem[]; isPeriodBilled?: boolean }

/** A draft that bills the subscription's period as it stands, and what is pending besides. */
export function draftInvoice(
  unit: Unit,
  subscription: Subscription,
  customer: Customer,
  reason: BillingReason,
  { pending = [], isPeriodBilled = true }: Besides = {},
): Invoice {
  const id = unit.id('in')
  const period = periodOf(subscription)
  const isTrial = subscription.status === 'trialing'
  const billed = isPeriodBilled ? subscription.items.data : []
  const items = billed.map((item) =>
    invoiceLineObject({ id: unit.id('il'), invoice: id, item, period, isTrial }),
  )
  const added = pending.map((item) => itemLineObject({ id: unit.id('il'), invoice: id, item }))
  const lines = reduced([...added, ...items], subscription._reductions ?? [])
  const draft = invoiceObject({ id, created: unit.now, subscription, customer, reason, lines })
  return unit.put<'invoice'>({ ...draft, ...invoicePeriod(reason, period) })
}

/** A renewal's invoice names the period that has just ended; its lines the one that begins. */
function invoicePeriod(reason: BillingReason, { start, end }: Period) {
  if (reason !== 'subscription_cycle') return { period_start: start, period_end: start }
  return { period_start: start - (end - start), period_end: start }
}

/**
 * From draft to open: nothing in it can change any more, and `intent` is to collect it; null where
 * nothing is due.
 */
export async function finalize(
  unit: Unit,
  invoice: Invoice,
  intent: string | null,
): Promise<Invoice> {
  const link = intent === null ? null : unit.id('inpay')
  const open = await change(unit, invoice, {
    _intent: intent,
    _link: link,
    effective_at: unit.now,
    automatically_finalizes_at: null,
    status: 'open',
    number: `${invoice.id.slice(-8).toUpperCase()}-0001`,
    hosted_invoice_url: `${unit.origin}/i/${invoice.id}`,
    invoice_pdf: `${unit.origin}/i/${invoice.id}/pdf`,
    status_transitions: { ...invoice.status_transitions, finalized_at: unit.now },
  })
  if (link !== null && intent !== null) {
    unit.put(invoicePaymentObject({ id: link, created: unit.now, invoice: open, intent }))
  }
  await unit.emit('invoice.finalized', open)
  return open
}

/** The money has come: invoice.paid, and some seconds later invoice_payment.paid. */
export async function markPaid(unit: Unit, invoice: Invoice): Promise<Invoice> {
  const paid = await becomes(unit, invoice, 'invoice.paid', {
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    attempt_count: invoice.attempt_count + (invoice._intent === null ? 0 : 1),
    attempted: true,
    auto_advance: false,
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: { ...invoice.status_transitions, paid_at: unit.now },
  })
  await unit.emit('invoice.payment_succeeded', paid)
  if (invoice._link !== null) await payLink(unit, invoice._link, paid.amount_paid)
  return paid
}

async function payLink(unit: Unit, id: string, amount_paid: number): Promise<void> {
  const link = await unit.need('invoice_payment', id)
  const status_transitions = { canceled_at: null, paid_at: unit.now }
  unit.put({ ...link, amount_paid, status: 'paid', status_transitions })
  unit.plan('tell_link', id, unit.now + LINK_S)
}
