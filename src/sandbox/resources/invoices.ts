import * as z from 'zod'
import { change } from '../events/change.ts'
import { billed, collectAtOnce, collectWith, opened } from '../flows/collection.ts'
import { markUncollectible, payOutOfBand, voidInvoice } from '../flows/invoice-end.ts'
import { type Invoice, subscriptionOf } from '../objects/invoice.ts'
import { hasEnded } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { cardError, invalidRequest, parameterMissing } from '../wire/error.ts'
import { pageOf, pageQuery } from '../wire/page.ts'
import {
  deleted,
  list,
  mergedMetadata,
  metadataParam,
  type Operations,
  retrieve,
} from './operation.ts'

const payment = z.looseObject({
  paid_out_of_band: z.boolean().default(false),
  payment_method: z.string().optional(),
})
const finalizing = z.looseObject({ auto_advance: z.boolean().optional() })
const changes = z.looseObject({
  auto_advance: z.boolean().optional(),
  description: z.string().optional(),
  metadata: metadataParam,
})

export const invoices: Operations = {
  'GET /v1/invoices': list('invoice', ['customer', 'status', 'subscription', 'collection_method']),
  'GET /v1/invoices/:id': retrieve('invoice'),
  'GET /v1/invoices/:id/lines': async ({ unit, id, url, params }) =>
    pageOf(url, (await unit.need('invoice', id)).lines.data, pageQuery(params)),
  'POST /v1/invoices/:id': async ({ unit, id, params }) => {
    const invoice = await unit.need('invoice', id)
    const { metadata, auto_advance, description } = changes.parse(params)
    const patch = {
      ...(auto_advance !== undefined && { auto_advance }),
      ...(description !== undefined && { description }),
      metadata: mergedMetadata(invoice.metadata ?? {}, metadata),
    }
    return change<'invoice'>(unit, invoice, patch, 'invoice.updated')
  },
  'DELETE /v1/invoices/:id': async ({ unit, id }) => {
    const invoice = inStatus(await unit.need('invoice', id), ['draft'])
    unit.remove(id)
    await unit.emit('invoice.deleted', invoice)
    return deleted('invoice', id)
  },
  'POST /v1/invoices/:id/finalize': async ({ unit, id, params }) => {
    const invoice = inStatus(await unit.need('invoice', id), ['draft'])
    const { auto_advance = invoice.auto_advance } = finalizing.parse(params)
    const subscription = await unit.get('subscription', subscriptionOf(invoice) ?? '')
    if (auto_advance && subscription && !hasEnded(subscription)) {
      await collectAtOnce(unit, { invoice, subscription, byHand: true })
    } else await opened(unit, invoice)
    return unit.need('invoice', id)
  },
  'POST /v1/invoices/:id/pay': async ({ unit, id, params }) =>
    pay(unit, await unit.need('invoice', id), payment.parse(params)),
  'POST /v1/invoices/:id/void': async ({ unit, id }) =>
    voidInvoice(unit, inStatus(await unit.need('invoice', id), ['open', 'uncollectible'])),
  'POST /v1/invoices/:id/mark_uncollectible': async ({ unit, id }) =>
    markUncollectible(unit, inStatus(await unit.need('invoice', id), ['open'])),
  'GET /v1/invoice_payments': list('invoice_payment', ['invoice', 'status'], ({ payment }) => ({
    all: paymentMarks(payment),
  })),
  'GET /v1/invoice_payments/:id': retrieve('invoice_payment'),
}

async function pay(
  unit: Unit,
  invoice: Invoice,
  { paid_out_of_band, payment_method }: z.infer<typeof payment>,
): Promise<Invoice> {
  inStatus(invoice, ['open', 'uncollectible'])
  if (paid_out_of_band) return payOutOfBand(unit, invoice)
  const bill = { ...(await billed(unit, invoice.id)), byHand: true }
  const intent = await unit.need('payment_intent', invoice._intent ?? '')
  if (intent.status === 'processing') throw underWay()
  const method = payment_method && (await unit.need('payment_method', payment_method))
  const outcome = await collectWith(unit, bill, intent, method || undefined)
  switch (outcome.kind) {
    case 'declined': {
      const { code, decline_code, message, charge } = outcome
      throw cardError({ code, decline_code, message, charge })
    }
    case 'requires_action':
      throw cardError({
        code: 'invoice_payment_intent_requires_action',
        message: 'This payment requires additional user action before it can be completed.',
      })
    case 'no_method':
      throw parameterMissing('payment_method')
    default:
      return unit.need('invoice', invoice.id)
  }
}

function underWay() {
  return invalidRequest('A payment of this invoice is under way already.')
}

function inStatus(invoice: Invoice, allowed: readonly string[]): Invoice {
  if (allowed.includes(invoice.status ?? '')) return invoice
  const wanted = allowed.join(' or ')
  throw invalidRequest(`This invoice is ${invoice.status}; it would have to be ${wanted}.`)
}

/** `payment[type]=payment_intent&payment[payment_intent]=pi_…` */
function paymentMarks(payment: unknown): string[] {
  if (typeof payment !== 'object' || payment === null || !('payment_intent' in payment)) return []
  return [`payment_intent:${String(payment.payment_intent)}`]
}
