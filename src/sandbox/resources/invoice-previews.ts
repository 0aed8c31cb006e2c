import * as z from 'zod'
import { balancedBy } from '../flows/credit.ts'
import { fromNow, isOtherInterval } from '../flows/plan-change.ts'
import { prorationsOf } from '../flows/proration.ts'
import { begun, customerOf } from '../flows/renewal.ts'
import { previewOf } from '../flows/update-invoice.ts'
import type { Customer } from '../objects/customer.ts'
import type { Invoice } from '../objects/invoice.ts'
import { hasEnded, type Subscription } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { parameterMissing, resourceMissing } from '../wire/error.ts'
import { liveCustomer } from './customers.ts'
import { madeOf, newParams } from './new-subscription.ts'
import type { Operations } from './operation.ts'
import { changedItems } from './subscription-items.ts'
import { type ItemParam, itemParam } from './subscription-params.ts'

const params = z.looseObject({
  customer: z.string().optional(),
  subscription: z.string().optional(),
  subscription_details: z
    .looseObject({
      items: z.array(itemParam).default([]),
      proration_behavior: z
        .enum(['create_prorations', 'always_invoice', 'none'])
        .default('create_prorations'),
      proration_date: z.number().optional(),
    })
    .default({ items: [], proration_behavior: 'create_prorations' }),
})
type Params = z.infer<typeof params>
type Priced = Pick<Subscription, 'items'>

export const previews: Operations = {
  /**
   * The next invoice of a subscription, what a change of its items would be invoiced as, or the first
   * invoice of one that a customer does not have yet. With the customer's balance, as it stands.
   */
  'POST /v1/invoices/create_preview': async ({ unit, params: given }) => {
    const asked = params.parse(given)
    const { customer, invoice, before, after } = await draftAsked(unit, asked)
    forgetPrices(unit, asked.subscription_details.items, { before, after })
    return { ...balancedBy(invoice, customer), id: `upcoming_${invoice.id}` }
  },
}

type Drafted = { customer: Customer; invoice: Invoice; before: Priced | null; after: Priced }

async function draftAsked(unit: Unit, asked: Params): Promise<Drafted> {
  const isNew = asked.subscription === undefined && asked.subscription_details.items.length > 0
  return isNew ? firstOf(unit, asked) : nextOf(unit, asked, await subscriptionOf(unit, asked))
}

async function firstOf(unit: Unit, asked: Params): Promise<Drafted> {
  if (asked.customer === undefined) throw parameterMissing('customer')
  const customer = await liveCustomer(unit, asked.customer, 'customer')
  const { items } = asked.subscription_details
  const after = await madeOf(unit, newParams.parse({ items }), customer.id)
  const scope = { customer, isPeriodBilled: true }
  const invoice = await previewOf(unit, after, scope, [], 'subscription_create')
  return { customer, invoice, before: null, after }
}

async function nextOf(unit: Unit, asked: Params, before: Subscription): Promise<Drafted> {
  const customer = await customerOf(unit, before)
  if (!customer) throw resourceMissing('customer', before.customer, 'customer')
  const { items, proration_behavior, proration_date: at = unit.now } = asked.subscription_details
  const after = { ...before, items: await changedItems(unit, before, items) }
  const isReset = isOtherInterval(before, after)
  const isNone = proration_behavior === 'none'
  const owed = isNone ? [] : prorationsOf(before, after, { at, isReset })
  const isNow = isReset || (proration_behavior === 'always_invoice' && owed.length > 0)
  const invoice = isNow
    ? await previewOf(
        unit,
        isReset ? fromNow(unit, after) : after,
        { customer, isPeriodBilled: isReset },
        owed,
      )
    : await previewOf(
        unit,
        begun(after),
        { customer, isPeriodBilled: true },
        owed,
        'subscription_cycle',
      )
  return { customer, invoice, before, after }
}

/** A price that was described for a preview alone is no price of the account. */
function forgetPrices(
  unit: Unit,
  asked: readonly ItemParam[],
  { before, after }: { before: Priced | null; after: Priced },
): void {
  const known = new Set([
    ...(before?.items.data ?? []).map(({ price }) => price.id),
    ...asked.map(({ price }) => price),
  ])
  for (const { price } of after.items.data) if (!known.has(price.id)) unit.remove(price.id)
}

async function subscriptionOf(unit: Unit, asked: Params): Promise<Subscription> {
  if (asked.subscription !== undefined) {
    return unit.need('subscription', asked.subscription, 'subscription')
  }
  if (asked.customer === undefined) throw parameterMissing('subscription')
  const theirs = await unit.list('subscription', { all: [`customer:${asked.customer}`] })
  const next = theirs.find((one) => !hasEnded(one))
  if (next) return next
  throw resourceMissing('subscription', asked.customer, 'customer')
}
