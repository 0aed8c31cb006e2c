import { change } from '../events/change.ts'
import { type Customer, customerObject } from '../objects/customer.ts'
import type { Payer } from '../objects/payment-method.ts'
import type { CheckoutSession, Trial } from '../objects/session.ts'
import {
  type Subscription,
  subscriptionItemObject,
  subscriptionObject,
} from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { resourceMissing } from '../wire/error.ts'
import { draftInvoice } from './billing.ts'
import { discountsOf } from './completion.ts'
import { periodEnd } from './interval.ts'
import { addItems, billItems } from './pending.ts'
import { afterInvoice, tellDiscounts } from './reduction.ts'
import { planRenewal } from './renewal.ts'
import { saleItems } from './sale.ts'
import { planTrialEnd } from './trial.ts'

type Who = { customer: Customer; isNew: boolean }

/** The session's own customer, or the one that its payer is about to become. */
export async function customerToBe(
  unit: Unit,
  session: CheckoutSession,
  payer: Payer,
): Promise<Who> {
  if (session.customer === null) {
    const customer = customerObject({ id: unit.id('cus'), created: unit.now, ...payer })
    return { customer, isNew: true }
  }
  const customer = await unit.need('customer', session.customer, 'customer')
  if ('deleted' in customer) throw resourceMissing('customer', session.customer, 'customer')
  return { customer, isNew: false }
}

/** customer.created, for one that is new. */
export async function greet(unit: Unit, { customer, isNew }: Who): Promise<void> {
  if (isNew) await unit.emit('customer.created', unit.put<'customer'>(customer))
}

type Joining = Who & { method: string | null; status: 'active' | 'incomplete' | 'trialing' }

/**
 * Makes the subscription of a session and its first invoice, after the money (or the word that it
 * comes, or need not). customer.created, customer.updated; the subscription itself is told of by
 * `tell`, after the session.
 */
export async function join(unit: Unit, session: CheckoutSession, joining: Joining) {
  await greet(unit, joining)
  const patch = { currency: session.currency }
  const customer = await change<'customer'>(unit, joining.customer, patch, 'customer.updated')
  const fresh = await newSubscription(unit, session, joining)
  const once = saleItems(session._order.items, {
    ...{ customer: joining.customer.id, subscription: { id: fresh.id }, at: unit.now },
  })
  const pending = await addItems(unit, once, false)
  const invoice = draftInvoice(unit, fresh, joining.customer, 'subscription_create', { pending })
  billItems(unit, pending, invoice)
  const named = { latest_invoice: invoice.id, ...afterInvoice(fresh, invoice) }
  const subscription = unit.put<'subscription'>({ ...fresh, ...named })
  planRenewal(unit, subscription)
  return {
    invoice,
    subscription,
    named: { customer: customer.id, subscription: subscription.id, invoice: invoice.id },
    tell: () => tellBegun(unit, subscription),
  }
}

/** customer.subscription.created, then the discounts on it. */
async function tellBegun(unit: Unit, subscription: Subscription): Promise<void> {
  await unit.emit('customer.subscription.created', subscription)
  await tellDiscounts(unit, { discounts: [] }, subscription)
  planTrialEnd(unit, subscription)
}

async function newSubscription(
  unit: Unit,
  session: CheckoutSession,
  { customer, method, status }: Joining,
): Promise<Subscription> {
  const id = unit.id('sub')
  const { metadata, description, trial, without_method } = session._order
  const facts = { customer: customer.id, method, description, metadata }
  const trial_end = trial ? endOf(trial, unit.now) : null
  const items = itemsOf(unit, session, { id, trial_end })
  const by = { customer: customer.id, subscription: { id } }
  const _reductions = await discountsOf(unit, session, by)
  return {
    ...subscriptionObject({ id, created: unit.now, ...facts, items }),
    ...(trial_end !== null && onTrial(unit.now, trial_end)),
    ...(without_method && { trial_settings: settingsFor(without_method) }),
    ...(session.presentment_details && {
      presentment_details: {
        presentment_currency: session.presentment_details.presentment_currency,
      },
    }),
    discounts: _reductions.map(({ discount }) => discount),
    status,
    _reductions,
  }
}

function itemsOf(
  unit: Unit,
  session: CheckoutSession,
  { id, trial_end }: { id: string; trial_end: number | null },
) {
  return session._order.items.flatMap(({ price, quantity }) => {
    if (!price.recurring) return []
    const end = trial_end ?? periodEnd(unit.now, unit.now, price.recurring)
    const facts = { subscription: id, price, quantity: quantity ?? 1 }
    const period = { start: unit.now, end }
    return [subscriptionItemObject({ id: unit.id('si'), created: unit.now, ...facts, period })]
  })
}

function endOf(trial: Trial, now: number): number {
  return 'end' in trial ? Math.max(trial.end, now) : now + trial.days * 86_400
}

/** Periods are counted from the end of the trial. */
function onTrial(trial_start: number, trial_end: number) {
  return { trial_start, trial_end, billing_cycle_anchor: trial_end }
}

function settingsFor(missing_payment_method: 'cancel' | 'create_invoice' | 'pause') {
  return { end_behavior: { billing_cycle_anchor: null, missing_payment_method } }
}
