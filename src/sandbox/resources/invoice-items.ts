import * as z from 'zod'
import { change } from '../events/change.ts'
import { addItems } from '../flows/pending.ts'
import type { Customer } from '../objects/customer.ts'
import type { InvoiceItem } from '../objects/invoice-item.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest, parameterMissing, unsupportedValue } from '../wire/error.ts'
import { liveCustomer } from './customers.ts'
import {
  deleted,
  list,
  mergedMetadata,
  metadataParam,
  type Operations,
  retrieve,
} from './operation.ts'
import { makePrice, priceData } from './prices.ts'

const params = z.looseObject({
  amount: z.number().optional(),
  currency: z.string().toLowerCase().optional(),
  customer: z.string().optional(),
  description: z.string().optional(),
  invoice: z.string().optional(),
  metadata: metadataParam,
  period: z.looseObject({ start: z.number(), end: z.number() }).optional(),
  price_data: priceData.optional(),
  pricing: z.looseObject({ price: z.string().optional() }).optional(),
  quantity: z.number().default(1),
  subscription: z.string().optional(),
})
type Params = z.infer<typeof params>

/** What the next invoice bills besides the period. */
export const invoiceItems: Operations = {
  'POST /v1/invoiceitems': async ({ unit, params: given }) => add(unit, params.parse(given)),
  'GET /v1/invoiceitems': list('invoiceitem', ['customer', 'invoice', 'pending']),
  'GET /v1/invoiceitems/:id': retrieve('invoiceitem'),
  'POST /v1/invoiceitems/:id': async ({ unit, id, params: given }) => {
    const item = pending(await unit.need('invoiceitem', id))
    const { amount = item.amount, description, metadata } = params.parse(given)
    return change<'invoiceitem'>(unit, item, {
      ...{ amount, net_amount: amount },
      ...(description !== undefined && { description }),
      metadata: mergedMetadata(item.metadata ?? {}, metadata),
    })
  },
  'DELETE /v1/invoiceitems/:id': async ({ unit, id }) => {
    const item = pending(await unit.need('invoiceitem', id))
    unit.remove(id)
    await unit.emit('invoiceitem.deleted', item)
    return deleted('invoiceitem', id)
  },
}

async function add(unit: Unit, asked: Params) {
  if (asked.invoice !== undefined) throw unsupportedValue('invoice', asked.invoice)
  const subscription =
    asked.subscription === undefined
      ? undefined
      : await unit.need('subscription', asked.subscription, 'subscription')
  const holder = asked.customer ?? subscription?.customer
  if (holder === undefined) throw parameterMissing('customer')
  const customer = await liveCustomer(unit, holder, 'customer')
  const price = await priceOf(unit, asked)
  refuseOtherCurrency(customer, price.currency)
  const { quantity, metadata, period = { start: unit.now, end: unit.now } } = asked
  const addition = {
    ...{ customer: customer.id, price, quantity, period, proration: false },
    subscription: subscription ? { id: subscription.id } : null,
    amount: (price.unit_amount ?? 0) * quantity,
    description: asked.description ?? null,
    metadata: mergedMetadata({}, metadata),
  }
  const items = await addItems(unit, [addition], true)
  const ids = items.map(({ id }) => id)
  const wait = (before: string[] = []) => [...before, ...ids]
  if (subscription) {
    unit.put<'subscription'>({ ...subscription, _items: wait(subscription._items) })
  } else unit.put<'customer'>({ ...customer, _items: wait(customer._items) })
  return items[0] ?? {}
}

/** A price of the catalogue, one described, or one made for this amount. */
async function priceOf(unit: Unit, { amount, currency, description, ...asked }: Params) {
  if (asked.pricing?.price !== undefined) {
    return unit.need('price', asked.pricing.price, 'pricing[price]')
  }
  if (asked.price_data) return makePrice(unit, asked.price_data, { active: false })
  if (amount === undefined) throw parameterMissing('amount')
  if (currency === undefined) throw parameterMissing('currency')
  const product_data = { name: description ?? 'Invoice item', metadata: undefined }
  return makePrice(unit, { unit_amount: amount, currency, product_data }, { active: false })
}

function pending(item: InvoiceItem): InvoiceItem {
  if (item.invoice === null) return item
  const message = `The invoice item stands on ${item.invoice} already and cannot be changed.`
  throw invalidRequest(message, { param: 'id' })
}

function refuseOtherCurrency({ currency }: Customer, asked: string): void {
  if (!currency || currency === asked) return
  throw invalidRequest(
    'You cannot combine currencies on a single customer. This customer has an active ' +
      `subscription, subscription schedule, discount, quote, or invoice item with currency ${currency}.`,
    { param: 'currency' },
  )
}
