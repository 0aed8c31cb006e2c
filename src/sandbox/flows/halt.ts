import { tell } from '../events/change.ts'
import type { Subscription } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'

type PauseReason = 'final_payment_failure' | 'pause_requested' | 'trial_end_without_payment_method'

/**
 * Pauses by status (since endive): customer.subscription.paused, then updated. `told` is what the
 * event log knows of the subscription.
 */
export async function pauseAs(
  unit: Unit,
  told: Subscription,
  subscription: Subscription,
  type: PauseReason,
): Promise<Subscription> {
  const paused: Subscription = {
    ...subscription,
    status: 'paused',
    status_details: {
      paused: { subscription: { type }, transitioned_at: unit.now, type: 'subscription' },
    },
  }
  await unit.emit('customer.subscription.paused', paused)
  return tell(unit, told, paused, 'customer.subscription.updated')
}
