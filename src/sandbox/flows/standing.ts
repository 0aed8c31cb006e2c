import { tell } from '../events/change.ts'
import type { Invoice } from '../objects/invoice.ts'
import type { Subscription, Waiting } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { planRenewal } from './renewal.ts'

/**
 * An invoice and whose period it bills. `told` is what the event log knows of the subscription,
 * where that is not what it is already: a change is told after the payment that it asks for.
 */
export type Billed = {
  invoice: Invoice
  subscription: Subscription
  told?: Subscription
  /** Whether a person asked for the money now, so that the plan of retries stands. */
  byHand?: boolean
}

/** How long Stripe waits for the payment that a beginning, a change or a resumption depends on. */
export const WAITS_S = 23 * 3600

const owing = new Set<string>(['past_due', 'unpaid', 'incomplete'])

/** The invoice has been paid: what waited for it holds, and who owed it is active again. */
export async function recovered(unit: Unit, billed: Billed): Promise<void> {
  const { invoice, subscription } = billed
  const waits = waitingFor(billed)
  if (waits) return takeEffect(unit, billed, waits, 'active')
  if (!owing.has(subscription.status) || (await owesMore(unit, invoice, subscription))) {
    return keepUp(unit, billed, subscription)
  }
  await keepUp(unit, billed, { ...subscription, status: 'active' })
}

/** Keeps the subscription as `now` and tells of it, if there is anything new. */
export async function keepUp(unit: Unit, { subscription, told }: Billed, now: Subscription) {
  if (told === undefined && now === subscription) return
  await tell(unit, told ?? subscription, now, 'customer.subscription.updated')
}

export function waitingFor({ invoice, subscription }: Billed): Waiting | null {
  const { _waits: waits } = subscription
  return waits?.invoice === invoice.id ? waits : null
}

/** What waited for the invoice holds from now on. */
export async function takeEffect(
  unit: Unit,
  { subscription, told = subscription }: Pick<Billed, 'subscription' | 'told'>,
  waits: Pick<Waiting, 'for' | 'change'>,
  status: 'active' | 'past_due',
): Promise<void> {
  const { status_details, ...rest } = subscription
  const changed = { ...rest, ...waits.change, pending_update: null, _waits: null }
  const now: Subscription = waits.for === 'update' ? changed : { ...changed, status }
  planRenewal(unit, now)
  if (waits.for === 'resumption') await unit.emit('customer.subscription.resumed', now)
  await tell(unit, told, now, 'customer.subscription.updated')
  if (told.pending_update !== null) {
    await unit.emit('customer.subscription.pending_update_applied', now)
  }
}

/** Whether another invoice that was tried is still unpaid. */
async function owesMore(unit: Unit, { id }: Invoice, subscription: Subscription) {
  const all = [`subscription:${subscription.id}`, 'status:open']
  const open = await unit.list('invoice', { all })
  return open.some((one) => one.id !== id && one.attempt_count > 0)
}
