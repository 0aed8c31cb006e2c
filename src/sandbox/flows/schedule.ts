import { becomes, change } from '../events/change.ts'
import { planObject } from '../objects/price.ts'
import type { Subscription } from '../objects/subscription.ts'
import type { Phase, SubscriptionSchedule } from '../objects/subscription-schedule.ts'
import type { Unit } from '../unit.ts'

const WEEK_S = 7 * 86_400

/** Plans when the schedule's next phase begins, its end, and the word a week before that. */
export function planPhases(unit: Unit, { id, phases }: SubscriptionSchedule): void {
  const next = phases.find(({ start_date }) => start_date > unit.now)
  const end = phases.at(-1)?.end_date
  const due = next?.start_date ?? end
  if (due !== undefined) unit.plan('phase', id, due)
  if (end !== undefined && end - WEEK_S > unit.now) unit.plan('expiring', id, end - WEEK_S)
}

/** Job `expiring`: the schedule ends in a week. */
export async function tellExpiring(unit: Unit, id: string): Promise<void> {
  const schedule = await unit.need('subscription_schedule', id)
  if (schedule.status === 'active') await unit.emit('subscription_schedule.expiring', schedule)
}

/**
 * The subscription as its schedule wants it now: at a renewal the next phase's prices hold for the
 * period that begins. The schedule itself is told of its phase.
 */
export async function inPhase(unit: Unit, subscription: Subscription): Promise<Subscription> {
  if (subscription.schedule === null) return subscription
  const schedule = await unit.need('subscription_schedule', subscription.schedule)
  const phase = phaseAt(schedule, unit.now)
  if (!phase) return subscription
  await enter(unit, schedule, phase)
  return withItems(subscription, phase, schedule)
}

export function phaseAt({ phases }: SubscriptionSchedule, now: number): Phase | undefined {
  return phases.find(({ start_date, end_date }) => start_date <= now && now < end_date)
}

/** subscription_schedule.updated, where the phase is a new one. */
export async function enter(unit: Unit, schedule: SubscriptionSchedule, phase: Phase) {
  const { start_date, end_date } = phase
  if (schedule.current_phase?.start_date === start_date) return
  const current_phase = { start_date, end_date }
  const type = 'subscription_schedule.updated'
  const told = await change<'subscription_schedule'>(unit, schedule, { current_phase }, type)
  planPhases(unit, told)
}

/** The subscription with the phase's prices on its items, one after the other. */
export function withItems(
  subscription: Subscription,
  phase: Phase,
  { _prices }: SubscriptionSchedule,
): Subscription {
  const data = subscription.items.data.map((item, index) => {
    const named = phase.items[index]
    const price = _prices.find(({ id }) => id === named?.price) ?? item.price
    const quantity = named?.quantity ?? item.quantity ?? 1
    return { ...item, price, plan: planObject(price), quantity }
  })
  return { ...subscription, items: { ...subscription.items, data } }
}

/** The schedule lets go of the subscription, which goes on as it is. */
export async function release(unit: Unit, schedule: SubscriptionSchedule) {
  const { subscription: id } = schedule
  const released = await becomes<'subscription_schedule'>(
    unit,
    schedule,
    'subscription_schedule.released',
    {
      ...{ current_phase: null, released_at: unit.now, released_subscription: id },
      ...{ status: 'released', subscription: null },
    },
  )
  if (id !== null) {
    const subscription = await unit.need('subscription', id)
    await change(unit, subscription, { schedule: null }, 'customer.subscription.updated')
  }
  return released
}
