import { tell } from '../events/change.ts'
import type { Customer } from '../objects/customer.ts'
import type { Invoice } from '../objects/invoice.ts'
import { itemsIn, type Subscription } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { cardError } from '../wire/error.ts'
import { verdictOf } from './attempt.ts'
import { collectAtOnce, methodOf, openAtOnce } from './collection.ts'
import { periodEnd } from './interval.ts'
import { addItems } from './pending.ts'
import { prorationsOf } from './proration.ts'
import { customerOf, planRenewal, recurringOf } from './renewal.ts'
import { WAITS_S } from './standing.ts'
import { draftUpdate, previewOf } from './update-invoice.ts'

export type PlanChange = {
  /** The subscription as it is to be, its periods as they were. */
  after: Subscription
  /** Whether a new period begins now; another interval begins one in any case. */
  isReset: boolean
  proration: 'create_prorations' | 'always_invoice' | 'none'
  /** The second from which prorations are reckoned. */
  at: number
  payment:
    | 'allow_incomplete'
    | 'default_incomplete'
    | 'error_if_incomplete'
    | 'pending_if_incomplete'
}

/**
 * Another price, quantity or period (domain/stripe.md 8.5.5): what is owed for it waits for the
 * next invoice, or is invoiced and collected now; then comes customer.subscription.updated.
 * @throws StripeError 402 where it was to be done only if it is paid
 */
export async function changePlan(
  unit: Unit,
  before: Subscription,
  asked: PlanChange,
): Promise<Subscription> {
  const isReset = asked.isReset || isOtherInterval(before, asked.after)
  const after = isReset ? fromNow(unit, asked.after) : asked.after
  const { at, proration, payment } = asked
  const owed = proration === 'none' ? [] : prorationsOf(before, after, { at, isReset })
  const customer = await customerOf(unit, before)
  const isInvoiced = isReset || (proration === 'always_invoice' && owed.length > 0)
  const scope = isInvoiced && customer ? { customer, isPeriodBilled: isReset } : null
  if (scope && payment === 'error_if_incomplete') {
    await refuseUnpayable(unit, before, await previewOf(unit, after, scope, owed), scope.customer)
  }
  // a change that is invoiced at once leaves no invoice items behind since flexible billing
  const added = await addItems(unit, owed, !isInvoiced || before.billing_mode.type === 'classic')
  const changed = { ...after, _items: [...(before._items ?? []), ...added.map(({ id }) => id)] }
  if (scope) return invoicePlan(unit, before, await draftUpdate(unit, changed, scope), payment)
  planRenewal(unit, changed)
  return tell<'subscription'>(unit, before, changed, 'customer.subscription.updated')
}

type Drafted = Awaited<ReturnType<typeof draftUpdate>>

async function invoicePlan(
  unit: Unit,
  before: Subscription,
  { invoice, subscription }: Drafted,
  payment: PlanChange['payment'],
): Promise<Subscription> {
  planRenewal(unit, subscription)
  switch (payment) {
    case 'pending_if_incomplete':
      await collectWaiting(unit, before, subscription, invoice)
      break
    case 'default_incomplete':
      await openAtOnce(
        unit,
        { invoice, subscription, told: before },
        { ...subscription, status: 'past_due' },
      )
      break
    default:
      unit.put<'subscription'>(subscription)
      await collectAtOnce(unit, { invoice, subscription, told: before })
  }
  return unit.need('subscription', before.id)
}

/** The change holds only once it is paid; until then the subscription stays, and says what waits. */
async function collectWaiting(
  unit: Unit,
  before: Subscription,
  after: Subscription,
  invoice: Invoice,
): Promise<void> {
  const { items, billing_cycle_anchor, latest_invoice } = after
  const isReset = billing_cycle_anchor !== before.billing_cycle_anchor
  const waiting = unit.put<'subscription'>({
    ...before,
    latest_invoice,
    _items: [],
    pending_update: {
      ...nothingElse,
      billing_cycle_anchor: isReset ? billing_cycle_anchor : null,
      expires_at: unit.now + WAITS_S,
      subscription_items: items.data,
    },
    _waits: {
      ...{ for: 'update', invoice: invoice.id, onAttempt: false },
      change: { items, billing_cycle_anchor },
    },
  })
  unit.plan('give_up_waiting', invoice.id, unit.now + WAITS_S)
  planRenewal(unit, waiting)
  await collectAtOnce(unit, { invoice, subscription: waiting, told: before })
}

const nothingElse = {
  cancel_at_period_end: null,
  discount: null,
  discounts: null,
  metadata: null,
  trial_end: null,
  trial_from_plan: null,
}

/** Nothing has been done yet, and nothing will be. */
async function refuseUnpayable(
  unit: Unit,
  subscription: Subscription,
  { total }: Invoice,
  { balance }: Customer,
): Promise<void> {
  const method = await methodOf(unit, subscription)
  const verdict = method && verdictOf(method, 'again')
  if (total + balance <= 0 || verdict?.kind === 'paid' || verdict?.kind === 'pending') return
  const missing = { code: 'resource_missing', message: 'There is nothing to charge it by.' }
  const { code, message } = verdict ?? missing
  throw cardError({ code, message })
}

/** Another interval begins a period of its own, whatever else is asked. */
export function isOtherInterval(before: Subscription, after: Subscription): boolean {
  return every(before) !== every(after)
}

/** In a period that begins now. */
export function fromNow(unit: Unit, subscription: Subscription): Subscription {
  const start = unit.now
  const end = periodEnd(start, start, recurringOf(subscription))
  const items = itemsIn(subscription, { start, end })
  return { ...subscription, billing_cycle_anchor: start, items }
}

/** `1 month` */
function every(subscription: Subscription): string {
  const { interval, interval_count } = recurringOf(subscription)
  return `${interval_count} ${interval}`
}
