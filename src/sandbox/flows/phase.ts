import { becomes } from '../events/change.ts'
import { hasEnded, periodOf } from '../objects/subscription.ts'
import type { SubscriptionSchedule } from '../objects/subscription-schedule.ts'
import type { Unit } from '../unit.ts'
import { endSubscription } from './cancellation.ts'
import { changePlan } from './plan-change.ts'
import { enter, phaseAt, release, withItems } from './schedule.ts'

/**
 * Job `phase`: a phase of a schedule begins. Where it does so with a renewal, that has taken it
 * along already or will at once; else the plan changes here, prorated as the phase says.
 */
export async function turnPhase(unit: Unit, id: string): Promise<void> {
  const schedule = await unit.need('subscription_schedule', id)
  if (schedule.status !== 'active' || schedule.subscription === null) return
  const phase = phaseAt(schedule, unit.now)
  if (!phase) return endSchedule(unit, schedule)
  const before = await unit.need('subscription', schedule.subscription)
  if (hasEnded(before)) return
  await enter(unit, schedule, phase)
  const after = withItems(before, phase, schedule)
  const isRenewal = periodOf(before).end <= unit.now
  if (isRenewal || JSON.stringify(after) === JSON.stringify(before)) return
  const proration = prorationOf(phase.proration_behavior)
  const how = { isReset: false, at: unit.now, payment: 'allow_incomplete' } as const
  await changePlan(unit, before, { after, proration, ...how })
}

/** The last phase is over: the subscription goes on by itself, or ends. */
async function endSchedule(unit: Unit, schedule: SubscriptionSchedule): Promise<void> {
  if (schedule.end_behavior !== 'cancel') return void (await release(unit, schedule))
  const patch = { status: 'completed', completed_at: unit.now, current_phase: null } as const
  await becomes<'subscription_schedule'>(unit, schedule, 'subscription_schedule.completed', patch)
  const subscription = await unit.need('subscription', schedule.subscription ?? '')
  if (!hasEnded(subscription)) await endSubscription(unit, subscription, 'cancellation_requested')
}

/** A word that is newer than ours prorates, as Stripe does by default. */
function prorationOf(behaviour: string): 'create_prorations' | 'always_invoice' | 'none' {
  return behaviour === 'none' || behaviour === 'always_invoice' ? behaviour : 'create_prorations'
}
