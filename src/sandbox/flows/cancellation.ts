import { becomes, change } from '../events/change.ts'
import type { Subscription } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'

export type EndReason = 'cancellation_requested' | 'payment_failed' | 'payment_disputed'

/**
 * Ends a subscription now: customer.subscription.deleted. Open invoices stay as they are. Without
 * a reason nobody asked for the end and nothing failed: a trial is over.
 */
export async function endSubscription(
  unit: Unit,
  subscription: Subscription,
  reason: EndReason | null,
): Promise<void> {
  const details = subscription.cancellation_details
  const ended = await becomes(unit, subscription, 'customer.subscription.deleted', {
    canceled_at: subscription.canceled_at ?? unit.now,
    cancellation_details: {
      comment: details?.comment ?? null,
      feedback: details?.feedback ?? null,
      feedback_option: details?.feedback_option ?? null,
      reason,
    },
    ended_at: unit.now,
    status: 'canceled',
  })
  if (ended.schedule !== null) await dropSchedule(unit, ended.schedule, reason)
}

/** A plan for what is no more: aborted where the payment failed, else canceled. */
async function dropSchedule(unit: Unit, id: string, reason: EndReason | null): Promise<void> {
  const schedule = await unit.need('subscription_schedule', id)
  if (schedule.status !== 'active') return
  const patch = { status: 'canceled', canceled_at: unit.now, current_phase: null } as const
  const dropped = await change<'subscription_schedule'>(unit, schedule, patch)
  const word = reason === 'payment_failed' ? 'aborted' : 'canceled'
  await unit.emit(`subscription_schedule.${word}`, dropped)
}
