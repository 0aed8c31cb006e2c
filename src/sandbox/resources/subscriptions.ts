import { tell } from '../events/change.ts'
import { endSubscription } from '../flows/cancellation.ts'
import { pauseSubscription } from '../flows/pause.ts'
import { addItems } from '../flows/pending.ts'
import { changePlan } from '../flows/plan-change.ts'
import { withDiscounts } from '../flows/redemption.ts'
import { tellDiscounts } from '../flows/reduction.ts'
import { planRenewal } from '../flows/renewal.ts'
import { resumeSubscription } from '../flows/resumption.ts'
import { settleUnused } from '../flows/unused.ts'
import { hasEnded, type Subscription } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { resourceMissing } from '../wire/error.ts'
import { newSubscription } from './new-subscription.ts'
import { list, type Narrowing, type Operations, retrieve } from './operation.ts'
import { additionsOf, changedItems } from './subscription-items.ts'
import {
  type ChangeParams,
  cancelParams,
  changeParams,
  pauseParams,
  resumeParams,
} from './subscription-params.ts'
import { patchOf, reasonPatch } from './subscription-patch.ts'

export const subscriptions: Operations = {
  'GET /v1/subscriptions': list('subscription', ['customer', 'price', 'test_clock'], (params) => {
    const { all = [], some, none = [] } = standing(params.status)
    const isAsked = params.test_clock !== undefined || params.customer !== undefined
    return { all, ...(some && { some }), none: [...none, ...(isAsked ? [] : ['on_clock:true'])] }
  }),
  'POST /v1/subscriptions': ({ unit, params }) => newSubscription(unit, params),
  'GET /v1/subscriptions/:id': retrieve('subscription'),
  'POST /v1/subscriptions/:id': async ({ unit, id, params }) =>
    updateAndTell(unit, running(await unit.need('subscription', id)), changeParams.parse(params)),
  'POST /v1/subscriptions/:id/pause': async ({ unit, id, params }) => {
    const { bill_for, invoicing_behavior: invoicing } = pauseParams.parse(params)
    const unused = bill_for?.unused_time_from?.type ?? 'now'
    const subscription = running(await unit.need('subscription', id))
    return pauseSubscription(unit, subscription, { unused, invoicing })
  },
  'POST /v1/subscriptions/:id/resume': async ({ unit, id, params }) => {
    const asked = resumeParams.parse(params)
    const anchor = asked.billing_cycle_anchor.type
    const { proration_behavior: proration, payment_behavior: payment } = asked
    const subscription = running(await unit.need('subscription', id))
    return resumeSubscription(unit, subscription, { anchor, proration, payment })
  },
  'DELETE /v1/subscriptions/:id': async ({ unit, id, params }) => {
    const subscription = running(await unit.need('subscription', id))
    const { cancellation_details, prorate, invoice_now } = cancelParams.parse(params)
    const told = { ...subscription, ...reasonPatch(subscription, cancellation_details) }
    const settled = await settleUnused(unit, told, { prorate, invoice_now })
    await endSubscription(unit, settled, 'cancellation_requested')
    return unit.need('subscription', id)
  },
}

/** Those that have not ended, unless a status is asked for. */
function standing(status: unknown): Narrowing {
  if (status === 'all') return {}
  if (status === 'ended') return { some: ['status:canceled', 'status:incomplete_expired'] }
  if (typeof status === 'string') return { all: [`status:${status}`] }
  return { none: ['status:canceled'] }
}

async function updateAndTell(unit: Unit, before: Subscription, asked: ChangeParams) {
  const after = await update(unit, before, asked)
  await tellDiscounts(unit, before, after)
  return after
}

async function update(unit: Unit, before: Subscription, asked: ChangeParams) {
  const after: Subscription = {
    ...before,
    ...patchOf(unit, before, asked),
    ...(asked.items && { items: await changedItems(unit, before, asked.items) }),
    ...(asked.discounts !== undefined && (await withDiscounts(unit, before, asked.discounts))),
  }
  const extra = await additionsOf(unit, before, asked.add_invoice_items ?? [])
  const added = (await addItems(unit, extra, true)).map(({ id }) => id)
  const kept = { ...after, _items: [...(before._items ?? []), ...added] }
  const isReset = asked.billing_cycle_anchor?.type === 'now' || asked.trial_end === 'now'
  if (asked.items || isReset) {
    const { proration_behavior: proration, proration_date, payment_behavior: payment } = asked
    const at = proration_date ?? unit.now
    return changePlan(unit, before, { after: kept, isReset, proration, at, payment })
  }
  planRenewal(unit, kept)
  return tell<'subscription'>(unit, before, kept, 'customer.subscription.updated')
}

function running(subscription: Subscription): Subscription {
  if (!hasEnded(subscription)) return subscription
  throw resourceMissing('subscription', subscription.id)
}
