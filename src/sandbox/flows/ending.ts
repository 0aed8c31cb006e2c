import { periodOf, type Subscription } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'

/** The subscription runs to the end of what is paid, and no further. */
export function cancelAtPeriodEnd(unit: Unit, subscription: Subscription): Partial<Subscription> {
  return {
    cancel_at: periodOf(subscription).end,
    cancel_at_period_end: true,
    canceled_at: unit.now,
    cancellation_details: {
      comment: subscription.cancellation_details?.comment ?? null,
      feedback: subscription.cancellation_details?.feedback ?? null,
      feedback_option: null,
      reason: 'cancellation_requested',
    },
  }
}

/** The end is taken back. */
export function keepRunning(subscription: Subscription): Partial<Subscription> {
  return {
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: {
      comment: subscription.cancellation_details?.comment ?? null,
      feedback: subscription.cancellation_details?.feedback ?? null,
      feedback_option: null,
      reason: null,
    },
  }
}
