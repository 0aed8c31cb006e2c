import type { Customer } from '../objects/customer.ts'
import type { Subscription } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { endSubscription } from './cancellation.ts'
import { pauseAs } from './halt.ts'

const THREE_DAYS_S = 3 * 86_400

/** Plans the word three days before a trial ends; a shorter one is told of at once. */
export function planTrialEnd(unit: Unit, { id, trial_end }: Subscription): void {
  if (trial_end === null) return
  unit.plan('trial_will_end', id, Math.max(trial_end - THREE_DAYS_S, unit.now))
}

/** Job `trial_will_end`: customer.subscription.trial_will_end */
export async function tellTrialEnd(unit: Unit, id: string): Promise<void> {
  const subscription = await unit.need('subscription', id)
  if (subscription.status !== 'trialing') return
  await unit.emit('customer.subscription.trial_will_end', subscription)
}

/**
 * Whether a trial that ends now has nothing to be charged by, and so ended or paused as its
 * settings say. `create_invoice` goes on, and fails to collect.
 */
export async function stoppedWithoutMethod(
  unit: Unit,
  subscription: Subscription,
  customer: Customer,
): Promise<boolean> {
  const method =
    subscription.default_payment_method ?? customer.invoice_settings.default_payment_method
  if (subscription.status !== 'trialing' || method !== null) return false
  switch (subscription.trial_settings?.end_behavior.missing_payment_method) {
    case 'cancel':
      await endSubscription(unit, subscription, null)
      return true
    case 'pause':
      await pauseAs(unit, subscription, subscription, 'trial_end_without_payment_method')
      return true
    default:
      return false
  }
}
