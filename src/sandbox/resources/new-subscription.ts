import * as z from 'zod'
import { begin } from '../flows/beginning.ts'
import { periodEnd } from '../flows/interval.ts'
import { addItems } from '../flows/pending.ts'
import { withDiscounts } from '../flows/redemption.ts'
import { type Subscription, subscriptionObject } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest, parameterMissing, unsupportedValue } from '../wire/error.ts'
import { liveCustomer } from './customers.ts'
import { mergedMetadata } from './operation.ts'
import { additionsOf, newItem, priceOf } from './subscription-items.ts'
import { changeParams, itemParam } from './subscription-params.ts'
import { endPatch } from './subscription-patch.ts'

export const newParams = changeParams.omit({ billing_cycle_anchor: true }).extend({
  billing_mode: z.looseObject({ type: z.enum(['classic', 'flexible']) }).optional(),
  customer: z.string().optional(),
  items: z.array(itemParam).default([]),
  trial_period_days: z.number().optional(),
})
type Params = z.infer<typeof newParams>

const DAY_S = 86_400

/**
 * `POST /v1/subscriptions`, for programs that bring members with them.
 * @throws StripeError 400 or 404 naming the param, 402 for a card that is refused
 */
export async function newSubscription(unit: Unit, given: Record<string, unknown>) {
  const asked = newParams.parse(given)
  refuseUnsupported(given)
  if (asked.customer === undefined) throw parameterMissing('customer')
  const customer = await liveCustomer(unit, asked.customer, 'customer')
  const made = await madeOf(unit, asked, customer.id)
  if (customer.currency && customer.currency !== made.currency) {
    throw invalidRequest(
      'You cannot combine currencies on a single customer. This customer has an active ' +
        `subscription, subscription schedule, discount, quote, or invoice item with currency ${customer.currency}.`,
      { param: 'items[0][price]' },
    )
  }
  const extra = await additionsOf(unit, made, asked.add_invoice_items ?? [])
  const added = await addItems(unit, extra, true)
  const whole = { ...made, _items: added.map(({ id }) => id) }
  return begin(unit, whole, customer, asked.payment_behavior)
}

function refuseUnsupported(given: Record<string, unknown>): void {
  for (const name of ['backdate_start_date', 'billing_cycle_anchor']) {
    if (given[name] !== undefined) throw unsupportedValue(name, String(given[name]))
  }
  if (given.collection_method === 'send_invoice') {
    throw unsupportedValue('collection_method', 'send_invoice')
  }
}

/** The subscription as it would begin; nothing is kept of it but a price that it describes. */
export async function madeOf(unit: Unit, asked: Params, customer: string): Promise<Subscription> {
  const id = unit.id('sub')
  const trial_end = trialEnd(unit, asked)
  const items = await itemsOf(unit, id, asked, trial_end)
  const { description = null, default_payment_method: method = null } = asked
  if (method !== null) await unit.need('payment_method', method, 'default_payment_method')
  const metadata = mergedMetadata({}, asked.metadata)
  const facts = { customer, method, description, metadata, items }
  const fresh = subscriptionObject({ id, created: unit.now, ...facts })
  const made: Subscription = {
    ...fresh,
    status: trial_end === null ? 'incomplete' : 'trialing',
    ...(trial_end !== null && {
      ...{ trial_start: unit.now, trial_end, billing_cycle_anchor: trial_end },
    }),
    ...(asked.billing_mode?.type === 'classic' && {
      billing_mode: { type: 'classic', flexible: null },
    }),
  }
  const discounts = await withDiscounts(unit, made, asked.discounts ?? [])
  return { ...made, ...discounts, ...endPatch(unit, made, asked) }
}

async function itemsOf(unit: Unit, id: string, asked: Params, trial_end: number | null) {
  const [first] = asked.items
  if (!first) throw parameterMissing('items')
  const known = await priceOf(unit, first, 'items[0]')
  const recurring = known?.recurring
  if (!recurring) {
    const message = 'The price of a subscription must be recurring.'
    throw invalidRequest(message, { param: 'items[0][price]' })
  }
  const end = trial_end ?? periodEnd(unit.now, unit.now, recurring)
  const period = { start: unit.now, end }
  const items = []
  for (const [index, param] of asked.items.entries()) {
    const named = index === 0 ? { ...param, price: known.id, price_data: undefined } : param
    items.push(await newItem(unit, id, period, named, `items[${index}]`))
  }
  return items
}

function trialEnd(unit: Unit, { trial_end, trial_period_days: days }: Params): number | null {
  if (typeof trial_end === 'number') return trial_end > unit.now ? trial_end : null
  return trial_end === undefined && days ? unit.now + days * DAY_S : null
}
