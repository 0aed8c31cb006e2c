import * as z from 'zod'
import { expireSession } from '../flows/expiry.ts'
import { exchanged } from '../money/exchange.ts'
import { wireForm } from '../objects/objects.ts'
import {
  type CheckoutSession,
  type LineItem,
  lineItemObject,
  sessionObject,
} from '../objects/session.ts'
import type { Unit } from '../unit.ts'
import type { Amount } from '../validate/currency.ts'
import { checkRecurring } from '../validate/line-items.ts'
import { checkTotal } from '../validate/rules.ts'
import { invalidRequest, parameterMissing, unsupportedValue } from '../wire/error.ts'
import { liveCustomer } from './customers.ts'
import {
  innerList,
  list,
  mergedMetadata,
  metadataParam,
  type Operations,
  retrieve,
} from './operation.ts'
import { makePrice, priceData } from './prices.ts'

const DAY_S = 86_400

const lineItem = z.looseObject({
  price: z.string().optional(),
  price_data: priceData.optional(),
  quantity: z.coerce.number().default(1),
})
const passedOn = z
  .looseObject({
    metadata: metadataParam,
    description: z.string().optional(),
    receipt_email: z.string().optional(),
    setup_future_usage: z.string().optional(),
  })
  .optional()
const order = z.looseObject({
  mode: z.enum(['payment', 'subscription']).default('payment'),
  line_items: z.array(lineItem).min(1),
  success_url: z.string(),
  cancel_url: z.string().optional(),
  customer: z.string().optional(),
  customer_email: z.string().optional(),
  customer_creation: z.enum(['always', 'if_required']).default('if_required'),
  client_reference_id: z.string().optional(),
  expires_at: z.coerce.number().optional(),
  locale: z.string().optional(),
  submit_type: z.string().optional(),
  allowed_payment_method_types: z.array(z.string()).optional(),
  metadata: metadataParam,
  payment_intent_data: passedOn,
  subscription_data: passedOn,
})
type Order = z.infer<typeof order>

export const sessions: Operations = {
  'POST /v1/checkout/sessions': async ({ unit, params }) => {
    refuseUnsupported(params)
    const asked = order.parse(params)
    const items = await lineItems(unit, asked)
    const id = unit.id('cs_test')
    const expires_at = asked.expires_at ?? unit.now + DAY_S
    const session = await newSession(unit, { id, expires_at, asked, items })
    unit.put(session)
    unit.plan('expire', id, expires_at)
    return session
  },
  'GET /v1/checkout/sessions': list('checkout.session', [
    'customer',
    'payment_intent',
    'subscription',
    'status',
  ]),
  'GET /v1/checkout/sessions/:id': retrieve('checkout.session'),
  'GET /v1/checkout/sessions/:id/line_items': async ({ unit, id, url }) =>
    innerList(url, (await unit.need('checkout.session', id))._order.items),
  'POST /v1/checkout/sessions/:id': async ({ unit, id, params }) => {
    const session = await unit.need('checkout.session', id)
    const { metadata } = z.looseObject({ metadata: metadataParam }).parse(params)
    return unit.put<'checkout.session'>({
      ...session,
      metadata: mergedMetadata(session.metadata ?? {}, metadata),
    })
  },
  'POST /v1/checkout/sessions/:id/expire': async ({ unit, id }) => {
    const session = await unit.need('checkout.session', id)
    if (session.status !== 'open') {
      throw invalidRequest(
        `Only Checkout Sessions with a status in ["open"] can be expired. This one is ${session.status}.`,
      )
    }
    return expireSession(unit, session)
  },
}

/** There is no page but the hosted one, and no card is kept without a payment. */
function refuseUnsupported({ mode, ui_mode = 'hosted_page' }: Record<string, unknown>): void {
  if (mode === 'setup') throw unsupportedValue('mode', mode)
  if (ui_mode !== 'hosted_page') throw unsupportedValue('ui_mode', String(ui_mode))
}

type Made = { id: string; expires_at: number; asked: Order; items: LineItem[] }

async function newSession(unit: Unit, { id, expires_at, asked, items }: Made) {
  if (asked.customer !== undefined) await liveCustomer(unit, asked.customer, 'customer')
  const isPayment = asked.mode === 'payment'
  const data = isPayment ? asked.payment_intent_data : asked.subscription_data
  return sessionObject({
    ...{ id, created: unit.now, expires_at, url: `${unit.origin}/c/pay/${id}`, mode: asked.mode },
    order: {
      items,
      metadata: mergedMetadata({}, data?.metadata),
      description: data?.description ?? null,
      receipt_email: data?.receipt_email ?? null,
      off_session: data?.setup_future_usage === 'off_session',
    },
    success_url: asked.success_url,
    cancel_url: asked.cancel_url ?? null,
    customer: asked.customer ?? null,
    customer_email: asked.customer_email ?? null,
    customer_creation: asked.customer_creation,
    client_reference_id: asked.client_reference_id ?? null,
    locale: asked.locale ?? null,
    submit_type: asked.submit_type ?? null,
    metadata: mergedMetadata({}, asked.metadata),
    method_types: methodTypes(asked, items[0]?.currency),
    allowed_method_types: asked.allowed_payment_method_types ?? null,
  })
}

/** What the page offers: cards always, bank debits in euros; no more than was allowed. */
function methodTypes(
  { allowed_payment_method_types: allowed }: Order,
  currency?: string,
): string[] {
  const offered = currency === 'eur' ? ['card', 'sepa_debit'] : ['card']
  return allowed ? offered.filter((type) => allowed.includes(type)) : offered
}

/** The lines with their prices looked up; only now is it known whether they fit mode and limits. */
async function lineItems(unit: Unit, { line_items, mode }: Order): Promise<LineItem[]> {
  const items = await Promise.all(line_items.map((line) => itemOf(unit, line)))
  const recurring = items.map(({ price }) => price.recurring !== null)
  checkRecurring(mode, recurring)
  const currency = items[0]?.currency ?? ''
  const amount = items.reduce((sum, item) => sum + item.amount_total, 0)
  checkTotal({ amount, currency }, settled(unit, { amount, currency }))
  return items
}

async function itemOf(unit: Unit, line: z.infer<typeof lineItem>): Promise<LineItem> {
  const { price: id, price_data, quantity } = line
  if (id === undefined && !price_data) throw parameterMissing('line_items[0][price]')
  const price = price_data
    ? await makePrice(unit, price_data, { active: false })
    : await unit.need('price', id ?? '', 'line_items[0][price]')
  const { name } = await unit.need('product', price.product)
  return lineItemObject({ id: unit.id('li'), price, quantity, description: name })
}

function settled({ settlementCurrency }: Unit, { amount, currency }: Amount): Amount {
  const converted = exchanged(amount, currency, settlementCurrency)
  return { amount: converted, currency: settlementCurrency }
}

/** What a session leaves out unless it is asked for. */
export function lineItemsOf(session: CheckoutSession) {
  const url = `/v1/checkout/sessions/${session.id}/line_items`
  return innerList(url, session._order.items.map(wireForm))
}
