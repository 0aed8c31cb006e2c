import { change } from '../events/change.ts'
import type { Subscription, Waiting } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { endSubscription } from './cancellation.ts'
import { pauseAs } from './halt.ts'
import { markUncollectible } from './invoice-end.ts'
import { type Billed, keepUp, takeEffect, waitingFor } from './standing.ts'

const DAY_S = 86_400

/**
 * Money was asked for in vain: `refused` by the bank, or the bank first wants to hear from the
 * payer (`asked`). Plans the next try as the account's settings say, and after the last one does
 * what they say.
 */
export async function failed(unit: Unit, billed: Billed, how: 'refused' | 'asked' = 'refused') {
  const waits = waitingFor(billed)
  const next = nextTry(unit, billed, waits)
  const { attempt_count, next_payment_attempt } = billed.invoice
  const isCounted = attempt_count === 0 || !billed.byHand
  const invoice = await change(
    unit,
    billed.invoice,
    {
      attempted: true,
      attempt_count: attempt_count + (isCounted ? 1 : 0),
      next_payment_attempt: isCounted ? next : next_payment_attempt,
    },
    how === 'refused' && isCounted ? 'invoice.updated' : undefined,
  )
  if (how === 'asked') await unit.emit('invoice.payment_action_required', invoice)
  await unit.emit('invoice.payment_failed', invoice)
  if (!isCounted) return
  if (next !== null) unit.plan('collect', invoice.id, next)
  await fallBehind(unit, { ...billed, invoice }, waits)
}

/** When it is tried again, or null: never, or not for what waits for a payment. */
function nextTry(unit: Unit, { invoice, subscription }: Billed, waits: Waiting | null) {
  const days = unit.settings.retryDays[invoice.attempt_count]
  const isTriedOnce = subscription.status === 'incomplete' || waits?.for === 'update'
  if (days === undefined || isTriedOnce || waits?.onAttempt) return null
  return unit.now + Math.round(days * DAY_S)
}

async function fallBehind(unit: Unit, billed: Billed, waits: Waiting | null): Promise<void> {
  const { invoice, subscription } = billed
  if (waits?.onAttempt) return takeEffect(unit, billed, waits, 'past_due')
  if (waits || subscription.status === 'incomplete') return keepUp(unit, billed, subscription)
  if (invoice.next_payment_attempt === null) return exhausted(unit, billed)
  await keepUp(unit, billed, behind(subscription))
}

function behind(subscription: Subscription): Subscription {
  return subscription.status === 'active' ? { ...subscription, status: 'past_due' } : subscription
}

/** The last try has failed (domain/stripe.md 8.5.4). */
async function exhausted(unit: Unit, billed: Billed): Promise<void> {
  const { invoice, subscription } = billed
  switch (unit.settings.afterRetries) {
    case 'cancel':
      await endSubscription(unit, subscription, 'payment_failed')
      break
    case 'unpaid':
      await keepUp(unit, billed, { ...subscription, status: 'unpaid' })
      break
    case 'past_due':
      await keepUp(unit, billed, behind(subscription))
      break
    case 'pause':
      await pauseAs(unit, billed.told ?? subscription, subscription, 'final_payment_failure')
      break
  }
  if (unit.settings.unpaidInvoice === 'uncollectible') await markUncollectible(unit, invoice)
}
