import { newSetup } from '../flows/setup.ts'
import {
  type CheckoutSession,
  invoiceCreation,
  type LineItem,
  lineItemObject,
  sessionObject,
  type Trial,
} from '../objects/session.ts'
import { liveCustomer } from '../resources/customers.ts'
import { mergedMetadata } from '../resources/operation.ts'
import { makePrice } from '../resources/prices.ts'
import type { Unit } from '../unit.ts'
import { checkRecurring } from '../validate/line-items.ts'
import { checkTrial } from '../validate/trial.ts'
import { invalidRequest, parameterMissing } from '../wire/error.ts'
import { checkFields } from './custom-field.ts'
import { discounted } from './discount.ts'
import type { Order, OrderLine } from './order.ts'
import { checkSum } from './total.ts'

const DAY_S = 86_400

/** Opens a session. @throws StripeError 400, 404 where an order does not fit what is there */
export async function openSession(unit: Unit, asked: Order): Promise<CheckoutSession> {
  if (asked.customer !== undefined) await liveCustomer(unit, asked.customer, 'customer')
  checkFields(asked.custom_fields)
  const items = await lineItems(unit, asked)
  const session = await newSession(unit, asked, items)
  const [offer] = asked.discounts
  if (!offer) checkSum(unit, session)
  const priced = offer ? await discounted(unit, session, offer, 'discounts[0]') : session
  unit.put<'checkout.session'>(priced)
  unit.plan('expire', priced.id, priced.expires_at)
  return priced
}

async function newSession(unit: Unit, asked: Order, items: LineItem[]): Promise<CheckoutSession> {
  const id = unit.id('cs_test')
  const currency = items[0]?.currency ?? asked.currency ?? null
  const method_types = methodTypes(asked, currency)
  return sessionObject({
    ...{ id, created: unit.now, url: `${unit.origin}/c/pay/${id}`, mode: asked.mode, currency },
    ...told(asked),
    expires_at: asked.expires_at ?? unit.now + DAY_S,
    order: passedOn(unit, asked, items),
    customer: asked.customer ?? null,
    metadata: mergedMetadata({}, asked.metadata),
    payment_method_types: method_types,
    setup_intent: asked.mode === 'setup' ? await setupFor(unit, asked, method_types) : null,
  })
}

/** What a session in setup mode is for; it is there as soon as the session is. */
async function setupFor(unit: Unit, asked: Order, method_types: string[]): Promise<string> {
  const { description, metadata } = asked.setup_intent_data ?? {}
  const { id } = await newSetup(unit, {
    customer: asked.customer ?? null,
    method_types,
    description: description ?? null,
    metadata: mergedMetadata({}, metadata),
  })
  return id
}

/** What the object repeats of the order. */
function told(asked: Order) {
  const { mode, after_expiration, invoice_creation: receipt } = asked
  const recovery = after_expiration?.recovery
  const {
    metadata,
    description = null,
    footer = null,
    custom_fields = null,
  } = receipt?.invoice_data ?? {}
  return {
    adaptive_pricing: { enabled: asked.adaptive_pricing.enabled },
    after_expiration: recovery ? { recovery: { ...recovery, expires_at: null, url: null } } : null,
    allow_promotion_codes: asked.allow_promotion_codes,
    allowed_payment_method_types: asked.allowed_payment_method_types ?? null,
    billing_address_collection: asked.billing_address_collection,
    cancel_url: asked.cancel_url ?? null,
    client_reference_id: asked.client_reference_id ?? null,
    consent_collection: asked.consent_collection,
    custom_fields: asked.custom_fields,
    custom_text: asked.custom_text,
    customer_creation:
      mode === 'subscription' ? ('always' as const) : (asked.customer_creation ?? 'if_required'),
    customer_email: asked.customer_email ?? null,
    invoice_creation:
      mode === 'payment'
        ? invoiceCreation(receipt?.enabled ?? false, {
            ...{ description, footer, custom_fields },
            metadata: mergedMetadata({}, metadata),
          })
        : null,
    locale: asked.locale ?? null,
    payment_method_collection:
      asked.payment_method_collection ?? (mode === 'payment' ? 'if_required' : 'always'),
    phone_number_collection: asked.phone_number_collection,
    submit_type: asked.submit_type ?? null,
    success_url: asked.success_url,
  }
}

/** What becomes of the order when it is paid: the payment's own, or the subscription's. */
function passedOn(unit: Unit, asked: Order, items: LineItem[]) {
  const data = asked.mode === 'payment' ? asked.payment_intent_data : asked.subscription_data
  const behaviour = asked.subscription_data?.trial_settings?.end_behavior
  return {
    items,
    metadata: mergedMetadata({}, data?.metadata),
    description: data?.description ?? null,
    receipt_email: data?.receipt_email ?? null,
    off_session: data?.setup_future_usage === 'off_session',
    trial: trialOf(unit, asked),
    without_method: behaviour?.missing_payment_method ?? ('create_invoice' as const),
  }
}

function trialOf(unit: Unit, { subscription_data: data }: Order): Trial | null {
  const { trial_end: end, trial_period_days: days } = data ?? {}
  checkTrial({ end, days }, unit.now)
  if (end !== undefined) return { end }
  return days === undefined ? null : { days }
}

/** What the page offers: cards always, bank debits in euros; no more than was allowed. */
function methodTypes(
  { allowed_payment_method_types: allowed }: Order,
  currency: string | null,
): string[] {
  const offered = currency === 'eur' ? ['card', 'sepa_debit'] : ['card']
  return allowed ? offered.filter((type) => allowed.includes(type)) : offered
}

/** The lines with their prices looked up; only now is it known whether they fit the mode. */
async function lineItems(unit: Unit, asked: Order): Promise<LineItem[]> {
  if (asked.mode === 'setup') return []
  const isTrial = trialOf(unit, asked) !== null
  const items: LineItem[] = []
  for (const [index, line] of asked.line_items.entries()) {
    items.push(await itemOf(unit, line, { isTrial, at: `line_items[${index}]` }))
  }
  checkRecurring(
    asked.mode,
    items.map(({ price }) => price.recurring !== null),
  )
  checkOneCurrency(items)
  return items
}

/** Prices of the catalogue say what they are in only now. */
function checkOneCurrency(items: LineItem[]): void {
  if (new Set(items.map(({ currency }) => currency)).size <= 1) return
  const message = 'All prices on a Checkout session must have the same currency.'
  throw invalidRequest(message, { param: 'line_items' })
}

async function itemOf(
  unit: Unit,
  { price: id, price_data, quantity }: OrderLine,
  { isTrial, at }: { isTrial: boolean; at: string },
): Promise<LineItem> {
  if (id === undefined && !price_data) throw parameterMissing(`${at}[price]`)
  const price = price_data
    ? await makePrice(unit, price_data, { active: false })
    : await unit.need('price', id ?? '', `${at}[price]`)
  const { name } = await unit.need('product', price.product)
  const isFree = isTrial && price.recurring !== null
  return lineItemObject({ id: unit.id('li'), price, quantity, description: name, isFree })
}
