import type { Addition } from '../flows/pending.ts'
import { type Price, planObject } from '../objects/price.ts'
import {
  type Period,
  periodOf,
  type Subscription,
  type SubscriptionItem,
  subscriptionItemObject,
} from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest, parameterMissing } from '../wire/error.ts'
import { mergedMetadata } from './operation.ts'
import { makePrice } from './prices.ts'
import type { AddedParam, ItemParam } from './subscription-params.ts'

/**
 * A subscription's items after these changes: one that names an `id` changes or goes, any other is
 * added, in the period that runs.
 * @throws StripeError 400 or 404 naming the param
 */
export async function changedItems(
  unit: Unit,
  subscription: Subscription,
  asked: readonly ItemParam[],
): Promise<Subscription['items']> {
  let data = [...subscription.items.data]
  for (const [index, param] of asked.entries()) {
    const at = `items[${index}]`
    const before = data.find(({ id }) => id === param.id)
    if (param.id !== undefined && !before) {
      const message = `No such subscription item: '${param.id}'`
      throw invalidRequest(message, { param: `${at}[id]`, code: 'resource_missing' })
    }
    if (before && param.deleted) data = data.filter((one) => one !== before)
    else if (before) {
      const next = await withParam(unit, before, param, at)
      data = data.map((one) => (one === before ? next : one))
    } else data.push(await newItem(unit, subscription.id, periodOf(subscription), param, at))
  }
  refuseUnlike(subscription, data)
  return { ...subscription.items, data }
}

/** An item of a subscription. @throws StripeError naming the param of a price that is none */
export async function newItem(
  unit: Unit,
  subscription: string,
  period: Period,
  param: ItemParam,
  at: string,
): Promise<SubscriptionItem> {
  const price = await priceOf(unit, param, at)
  if (!price) throw parameterMissing(`${at}[price]`)
  return subscriptionItemObject({
    ...{ id: unit.id('si'), created: unit.now, subscription, period, price },
    quantity: param.quantity ?? 1,
    metadata: mergedMetadata({}, param.metadata),
  })
}

async function withParam(unit: Unit, before: SubscriptionItem, param: ItemParam, at: string) {
  const price = (await priceOf(unit, param, at)) ?? before.price
  const quantity = param.quantity ?? before.quantity ?? 1
  const metadata = mergedMetadata(before.metadata, param.metadata)
  return { ...before, price, plan: planObject(price), quantity, metadata }
}

/** The price that is named or described, made where it is described; undefined for neither. */
export async function priceOf(
  unit: Unit,
  { price, price_data }: Pick<ItemParam, 'price' | 'price_data'>,
  at: string,
): Promise<Price | undefined> {
  if (price_data) return makePrice(unit, price_data, { active: false })
  return price === undefined ? undefined : unit.need('price', price, `${at}[price]`)
}

function refuseUnlike({ currency }: Subscription, items: readonly SubscriptionItem[]): void {
  const [first] = items
  if (!first) {
    throw invalidRequest('A subscription must have at least one item.', { param: 'items' })
  }
  for (const { price } of items) {
    if (price.currency !== currency) {
      const message = `The price's currency (${price.currency}) is not the subscription's (${currency}).`
      throw invalidRequest(message, { param: 'items[0][price]' })
    }
    if (!price.recurring || everyOf(price) !== everyOf(first.price)) {
      const message = 'All prices of a subscription must recur at the same interval.'
      throw invalidRequest(message, { param: 'items[0][price]' })
    }
  }
}

function everyOf({ recurring }: Price): string {
  return `${recurring?.interval_count} ${recurring?.interval}`
}

/** What is to be billed once, with the next invoice. */
export async function additionsOf(
  unit: Unit,
  { id, customer }: Subscription,
  asked: readonly AddedParam[],
): Promise<Addition[]> {
  const additions: Addition[] = []
  for (const [index, param] of asked.entries()) {
    const at = `add_invoice_items[${index}]`
    const price = await priceOf(unit, param, at)
    if (!price) throw parameterMissing(`${at}[price]`)
    const quantity = param.quantity ?? 1
    additions.push({
      ...{ customer, price, quantity, proration: false, description: null },
      subscription: { id },
      amount: (price.unit_amount ?? 0) * quantity,
      period: { start: unit.now, end: unit.now },
    })
  }
  return additions
}
