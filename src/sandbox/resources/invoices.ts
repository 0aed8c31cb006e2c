import { change } from '../events/change.ts'
import { collectWith } from '../flows/collection.ts'
import { type Invoice, subscriptionOf } from '../objects/invoice.ts'
import type { Unit } from '../unit.ts'
import { cardError, invalidRequest } from '../wire/error.ts'
import { innerList, list, type Operations, retrieve } from './operation.ts'

export const invoices: Operations = {
  'GET /v1/invoices': list('invoice', ['customer', 'status', 'subscription', 'collection_method']),
  'GET /v1/invoices/:id': retrieve('invoice'),
  'GET /v1/invoices/:id/lines': async ({ unit, id, url }) =>
    innerList(url, (await unit.need('invoice', id)).lines.data),
  'POST /v1/invoices/:id/pay': async ({ unit, id }) => pay(unit, await unit.need('invoice', id)),
  'POST /v1/invoices/:id/void': async ({ unit, id }) => {
    const invoice = open(await unit.need('invoice', id))
    const status_transitions = { ...invoice.status_transitions, voided_at: unit.now }
    const voided = await change(unit, invoice, { status: 'void', status_transitions })
    await unit.emit('invoice.voided', voided)
    return voided
  },
  'POST /v1/invoices/:id/mark_uncollectible': async ({ unit, id }) => {
    const invoice = open(await unit.need('invoice', id))
    const status_transitions = { ...invoice.status_transitions, marked_uncollectible_at: unit.now }
    const marked = await change(unit, invoice, { status: 'uncollectible', status_transitions })
    await unit.emit('invoice.marked_uncollectible', marked)
    return marked
  },
  'GET /v1/invoice_payments': list('invoice_payment', ['invoice', 'status'], ({ payment }) => ({
    all: paymentMarks(payment),
  })),
  'GET /v1/invoice_payments/:id': retrieve('invoice_payment'),
}

async function pay(unit: Unit, invoice: Invoice): Promise<Invoice> {
  open(invoice)
  const subscription = await unit.need('subscription', subscriptionOf(invoice) ?? '')
  const intent = await unit.need('payment_intent', invoice._intent ?? '')
  const made = await collectWith(unit, { invoice, subscription }, intent)
  if (made?.verdict.kind === 'declined') {
    const { code, decline_code, message } = made.verdict
    throw cardError({ code, decline_code, message, charge: made.charge.id })
  }
  return unit.need('invoice', invoice.id)
}

function open(invoice: Invoice): Invoice {
  if (invoice.status === 'open') return invoice
  throw invalidRequest(`Invoice is ${invoice.status}; only an open one can be paid or voided.`)
}

/** `payment[type]=payment_intent&payment[payment_intent]=pi_…` */
function paymentMarks(payment: unknown): string[] {
  if (typeof payment !== 'object' || payment === null || !('payment_intent' in payment)) return []
  return [`payment_intent:${String(payment.payment_intent)}`]
}
