import * as z from 'zod'
import { becomes, change } from '../events/change.ts'
import { endSubscription } from '../flows/cancellation.ts'
import { periodEnd } from '../flows/interval.ts'
import { turnPhase } from '../flows/phase.ts'
import { planPhases, release } from '../flows/schedule.ts'
import type { Price } from '../objects/price.ts'
import { hasEnded } from '../objects/subscription.ts'
import {
  type Phase,
  phaseObject,
  type SubscriptionSchedule,
  scheduleObject,
} from '../objects/subscription-schedule.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest, parameterMissing, unsupportedValue } from '../wire/error.ts'
import { list, mergedMetadata, metadataParam, type Operations, retrieve } from './operation.ts'
import { priceOf } from './subscription-items.ts'
import { itemParam } from './subscription-params.ts'

const phaseParam = z.looseObject({
  duration: z
    .looseObject({
      interval: z.enum(['day', 'week', 'month', 'year']),
      interval_count: z.number().default(1),
    })
    .optional(),
  end_date: z.union([z.number(), z.literal('now')]).optional(),
  items: z.array(itemParam),
  metadata: metadataParam,
  proration_behavior: z
    .enum(['create_prorations', 'always_invoice', 'none'])
    .default('create_prorations'),
  start_date: z.union([z.number(), z.literal('now')]).optional(),
})
const params = z.looseObject({
  end_behavior: z.enum(['cancel', 'release', 'none', 'renew']).optional(),
  from_subscription: z.string().optional(),
  metadata: metadataParam,
  phases: z.array(phaseParam).optional(),
})

/** Plans for subscriptions: another price at the end of a period, or at a day between. */
export const schedules: Operations = {
  'POST /v1/subscription_schedules': async ({ unit, params: given }) => {
    const { from_subscription, end_behavior = 'release', metadata } = params.parse(given)
    if (from_subscription === undefined) throw unsupportedValue('customer', String(given.customer))
    const subscription = await unit.need('subscription', from_subscription, 'from_subscription')
    if (hasEnded(subscription) || subscription.schedule !== null) {
      const message = 'This subscription has ended, or has a schedule already.'
      throw invalidRequest(message, { param: 'from_subscription' })
    }
    const facts = { subscription, end_behavior, metadata: mergedMetadata({}, metadata) }
    const made = scheduleObject({ id: unit.id('sub_sched'), created: unit.now, ...facts })
    unit.put<'subscription_schedule'>(made)
    await unit.emit('subscription_schedule.created', made)
    const patch = { schedule: made.id }
    await change(unit, subscription, patch, 'customer.subscription.updated')
    planPhases(unit, made)
    return made
  },
  'GET /v1/subscription_schedules': list('subscription_schedule', ['customer']),
  'GET /v1/subscription_schedules/:id': retrieve('subscription_schedule'),
  'POST /v1/subscription_schedules/:id': async ({ unit, id, params: given }) => {
    const schedule = running(await unit.need('subscription_schedule', id))
    const { end_behavior, metadata, phases } = params.parse(given)
    const type = 'subscription_schedule.updated'
    const patch = {
      ...(end_behavior !== undefined && { end_behavior }),
      ...(phases && (await planOf(unit, schedule, phases))),
      metadata: mergedMetadata(schedule.metadata ?? {}, metadata),
    }
    const changed = await change<'subscription_schedule'>(unit, schedule, patch, type)
    planPhases(unit, changed)
    await turnPhase(unit, id)
    return unit.need('subscription_schedule', id)
  },
  'POST /v1/subscription_schedules/:id/release': async ({ unit, id }) =>
    release(unit, running(await unit.need('subscription_schedule', id))),
  'POST /v1/subscription_schedules/:id/cancel': async ({ unit, id }) => {
    const schedule = running(await unit.need('subscription_schedule', id))
    const subscription = await unit.need('subscription', schedule.subscription ?? '')
    const canceled = await becomes<'subscription_schedule'>(
      unit,
      schedule,
      'subscription_schedule.canceled',
      {
        ...{ canceled_at: unit.now, current_phase: null, status: 'canceled' },
      },
    )
    if (!hasEnded(subscription)) {
      await endSubscription(unit, subscription, 'cancellation_requested')
    }
    return canceled
  },
}

function running(schedule: SubscriptionSchedule): SubscriptionSchedule {
  if (schedule.status === 'active') return schedule
  throw invalidRequest(`This schedule is ${schedule.status} and cannot be changed.`)
}

/** Each phase begins where the one before it ends, the first where it did. */
async function planOf(
  unit: Unit,
  schedule: SubscriptionSchedule,
  asked: readonly z.infer<typeof phaseParam>[],
): Promise<Pick<SubscriptionSchedule, 'phases' | '_prices'>> {
  const [first] = schedule.phases
  let start = first?.start_date ?? unit.now
  const phases: Phase[] = []
  const _prices: Price[] = []
  for (const [index, param] of asked.entries()) {
    const at = `phases[${index}]`
    const given = param.start_date === 'now' ? unit.now : param.start_date
    const start_date = given ?? start
    const items = await itemsOf(unit, param.items, at)
    const recurring = items[0]?.price.recurring
    const span = param.duration ?? recurring
    const fallback = span ? periodEnd(start_date, start_date, span) : start_date
    const end = param.end_date === 'now' ? unit.now : (param.end_date ?? fallback)
    const { proration_behavior } = param
    const metadata = mergedMetadata({}, param.metadata)
    const currency = items[0]?.price.currency ?? ''
    const facts = { items, currency, metadata, proration_behavior }
    phases.push(phaseObject({ ...facts, start_date, end_date: end }))
    start = end
    _prices.push(...items.map(({ price }) => price))
  }
  return { phases, _prices }
}

async function itemsOf(unit: Unit, asked: readonly z.infer<typeof itemParam>[], at: string) {
  const items = []
  for (const [index, param] of asked.entries()) {
    const price = await priceOf(unit, param, `${at}[items][${index}]`)
    if (!price) throw parameterMissing(`${at}[items][${index}][price]`)
    const metadata = mergedMetadata({}, param.metadata)
    items.push({ price, quantity: param.quantity ?? 1, metadata })
  }
  return items
}
