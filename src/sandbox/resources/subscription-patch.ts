import type * as z from 'zod'
import { cancelAtPeriodEnd, keepRunning } from '../flows/ending.ts'
import { periodOf, type Subscription } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest, unsupportedValue } from '../wire/error.ts'
import { mergedMetadata } from './operation.ts'
import type { ChangeParams, detailsParam } from './subscription-params.ts'

/**
 * What an update changes besides items and periods.
 * @throws StripeError 400 naming the param
 */
export function patchOf(
  unit: Unit,
  subscription: Subscription,
  asked: ChangeParams,
): Partial<Subscription> {
  const { default_payment_method: method, description, metadata, pause_collection } = asked
  if (asked.collection_method === 'send_invoice') {
    throw unsupportedValue('collection_method', 'send_invoice')
  }
  return {
    ...(method !== undefined && { default_payment_method: method }),
    ...(description !== undefined && { description: description === '' ? null : description }),
    ...(metadata !== undefined && {
      metadata: mergedMetadata(subscription.metadata, metadata),
    }),
    ...(pause_collection !== undefined && {
      pause_collection: pausePatch(unit, subscription.id, pause_collection),
    }),
    ...trialPatch(unit, subscription, asked),
    ...endPatch(unit, subscription, asked),
  }
}

export function reasonPatch(
  { cancellation_details: before }: Subscription,
  asked: z.infer<typeof detailsParam> | undefined,
): Partial<Subscription> {
  if (!asked) return {}
  const { comment = before?.comment ?? null, feedback = before?.feedback ?? null } = asked
  const reason = before?.reason ?? null
  return { cancellation_details: { comment, feedback, feedback_option: null, reason } }
}

function pausePatch(unit: Unit, id: string, asked: NonNullable<ChangeParams['pause_collection']>) {
  if (asked === '') return null
  const resumes_at = asked.resumes_at ?? null
  if (resumes_at !== null) unit.plan('resume_collection', id, resumes_at)
  return { behavior: asked.behavior, resumes_at }
}

/** A trial may end now; what else Stripe does with `trial_end` later on is not here. */
function trialPatch(unit: Unit, { status }: Subscription, { trial_end }: ChangeParams) {
  if (trial_end === undefined) return {}
  if (trial_end !== 'now' || status !== 'trialing') {
    throw unsupportedValue('trial_end', String(trial_end))
  }
  return { status: 'active', trial_end: unit.now } as const
}

type EndParams = Pick<ChangeParams, 'cancel_at' | 'cancel_at_period_end' | 'cancellation_details'>

/** Its end, and why: what `cancel_at` and its like ask for. */
export function endPatch(
  unit: Unit,
  subscription: Subscription,
  asked: EndParams,
): Partial<Subscription> {
  const { cancel_at, cancel_at_period_end } = asked
  if (cancel_at !== undefined && cancel_at !== '' && cancel_at_period_end !== undefined) {
    const message = 'You may only specify one of these parameters: cancel_at, cancel_at_period_end.'
    throw invalidRequest(message, { code: 'parameters_exclusive', param: 'cancel_at_period_end' })
  }
  const ends = endOf(unit, subscription, asked)
  const ending = { ...subscription, ...ends }
  return { ...ends, ...reasonPatch(ending, asked.cancellation_details) }
}

function endOf(unit: Unit, subscription: Subscription, asked: EndParams): Partial<Subscription> {
  const { cancel_at, cancel_at_period_end } = asked
  if (cancel_at_period_end === true) return cancelAtPeriodEnd(unit, subscription)
  if (cancel_at_period_end === false || cancel_at === '') return keepRunning(subscription)
  if (cancel_at === undefined) return {}
  // all items share one period here, so that the least, the greatest and the last billed are one
  const at = typeof cancel_at === 'string' ? periodOf(subscription).end : cancel_at
  if (at < unit.now) {
    throw invalidRequest('cancel_at must be in the future.', { param: 'cancel_at' })
  }
  const { cancellation_details } = cancelAtPeriodEnd(unit, subscription)
  return {
    cancel_at: at,
    canceled_at: unit.now,
    ...(cancellation_details && { cancellation_details }),
  }
}
