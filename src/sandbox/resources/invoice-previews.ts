import * as z from 'zod'
import { prorationsOf } from '../flows/proration.ts'
import { begun, customerOf } from '../flows/renewal.ts'
import { previewOf } from '../flows/update-invoice.ts'
import { hasEnded, type Subscription } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { parameterMissing, resourceMissing } from '../wire/error.ts'
import type { Operations } from './operation.ts'
import { changedItems } from './subscription-items.ts'
import { itemParam } from './subscription-params.ts'

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

export const previews: Operations = {
  /** The next invoice of a subscription, or what a change of its items would be invoiced as. */
  'POST /v1/invoices/create_preview': async ({ unit, params: given }) => {
    const asked = params.parse(given)
    const before = await subscriptionOf(unit, asked)
    const customer = await customerOf(unit, before)
    if (!customer) throw resourceMissing('customer', before.customer, 'customer')
    const { items, proration_behavior, proration_date: at = unit.now } = asked.subscription_details
    const after = { ...before, items: await changedItems(unit, before, items) }
    const isNone = proration_behavior === 'none'
    const owed = isNone ? [] : prorationsOf(before, after, { at, isReset: false })
    const isNow = proration_behavior === 'always_invoice' && owed.length > 0
    const invoice = isNow
      ? await previewOf(unit, after, { customer, isPeriodBilled: false }, owed)
      : await previewOf(
          unit,
          begun(after),
          { customer, isPeriodBilled: true },
          owed,
          'subscription_cycle',
        )
    return { ...invoice, id: `upcoming_${invoice.id}` }
  },
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
