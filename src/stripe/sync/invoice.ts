import type { Transaction } from 'kysely'
import { recordOrigin } from '../../ledger/origin.ts'
import { noteFailure } from '../../members/invoice-failures.ts'
import { writeInvoice } from '../../members/store.ts'
import type { Schema } from '../../platform/database/schema.ts'
import type { Lease } from '../inbox/lease.ts'
import { type Invoice, parseInvoice } from '../objects/invoice.ts'
import { parseInvoicePayment } from '../objects/invoice-payment.ts'
import { type Effect, type News, noEffect, readNewest, type SyncDeps } from './effect.ts'
import { payerOfCustomer } from './person.ts'

const nobody = { email: null, name: null }

/** What was billed, and by it that its payments are a membership's. Whoever subscribes is a member. */
export async function refreshInvoice(deps: SyncDeps, news: News): Promise<Effect> {
  const invoice = await newestInvoice(deps, news)
  if (invoice === null) return noEffect
  const { customer, subscription } = invoice
  const subscriber = customer !== null && subscription !== null
  const payer = subscriber ? await payerOfCustomer(deps, customer, nobody, news) : null
  const now = deps.clock.now()
  const { customer: _, payments, labels, ...facts } = invoice
  const { campaign, article } = labels
  return {
    payer,
    write: async (trx, member_id) => {
      await writeInvoice(trx, { ...facts, campaign, article, member_id, seen_at: now })
      for (const key of payments) await recordOrigin(trx, { key, invoice: invoice.id }, now)
      return { members: [member_id], invoices: [invoice.id], payments }
    },
  }
}

/**
 * A snapshot does not name the payments, and `invoice_payment.paid` comes seconds later. A first
 * payment is asked for once more, as staff look for a new member at once; renewals can wait.
 */
async function newestInvoice(deps: SyncDeps, news: News): Promise<Invoice | null> {
  const fetched = () => deps.stripe.invoices.retrieve(news.id, { expand: ['payments'] })
  const invoice = await readNewest(deps, news, parseInvoice, fetched)
  const isFirst = invoice?.billing_reason === 'subscription_create' && invoice.status === 'paid'
  if (!isFirst || invoice.payments.length > 0 || news.snapshot === undefined) return invoice
  return readNewest(deps, { ...news, snapshot: undefined }, parseInvoice, fetched)
}

/** Keeps when it could not be paid, which each event alone tells, also one that comes late. */
export async function recordInvoiceFailures(
  trx: Transaction<Schema>,
  { subject, events }: Pick<Lease, 'subject' | 'events'>,
): Promise<void> {
  if (subject.type !== 'invoice') return
  const failures = events.filter(({ type }) => type === 'invoice.payment_failed')
  for (const { created: at } of failures) await noteFailure(trx, { invoice: subject.key, at })
}

/** The link from a payment to its invoice, which may come before either of them. */
export async function refreshInvoicePayment(deps: SyncDeps, news: News): Promise<Effect> {
  const link = await readNewest(deps, news, parseInvoicePayment, () =>
    deps.stripe.invoicePayments.retrieve(news.id),
  )
  const key = link?.payment
  if (!link || !key) return noEffect
  return {
    payer: null,
    write: async (trx) => {
      await recordOrigin(trx, { key, invoice: link.invoice }, deps.clock.now())
      return { payments: [key] }
    },
  }
}
