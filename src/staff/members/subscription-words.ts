import type { SubscriptionRow } from '../../members/subscriptions.ts'
import { writeDay } from '../desk/days.ts'

/** How a membership stands, as staff would say it: `Paused until 3 May 2026: somebody asked for it`. */
export function statusInWords(held: SubscriptionRow, zone: string): string {
  const status = standInWords(held, zone)
  return held.recipient_ref === null ? status : `${status}. Given to ${held.recipient_ref}`
}

function standInWords(held: SubscriptionRow, zone: string): string {
  if (held.ended_at !== null) return withReason('Ended', endReasonInWords(held))
  if (held.paused || held.status === 'paused') return pauseInWords(held, zone)
  if (held.ends_at !== null) return `Running, to end on ${writeDay(held.ends_at, zone)}`
  switch (held.status) {
    case 'active':
      return 'Running'
    case 'trialing':
      return held.trial_ends_at === null
        ? 'On trial'
        : `On trial until ${writeDay(held.trial_ends_at, zone)}`
    case 'past_due':
      return 'The last renewal failed, Stripe tries again'
    case 'unpaid':
      return 'Unpaid, Stripe tries no more'
    case 'incomplete':
      return 'The first payment is under way'
    case 'incomplete_expired':
      return 'Never began: the first payment did not come'
    case 'canceled':
      return 'Ended'
    case 'unknown':
      return `“${held.raw_status}” at Stripe, which is newer than we know`
  }
}

/** Why it ended, and what the person said to it; null when Stripe says neither. */
export function endReasonInWords({
  end_reason,
  end_feedback,
}: Pick<SubscriptionRow, 'end_reason' | 'end_feedback'>): string | null {
  const reason = end_reason === null ? null : (endReasons[end_reason] ?? plain(end_reason))
  const said = end_feedback === null ? null : `they said: ${plain(end_feedback)}`
  return [reason, said].filter((part) => part !== null).join('; ') || null
}

function pauseInWords({ resumes_at, pause_reason }: SubscriptionRow, zone: string): string {
  const until = resumes_at === null ? '' : ` until ${writeDay(resumes_at, zone)}`
  const reason = pause_reason === null ? null : (pauses[pause_reason] ?? plain(pause_reason))
  return withReason(`Paused${until}`, reason)
}

function withReason(fact: string, reason: string | null): string {
  return reason === null ? fact : `${fact}: ${reason}`
}

function plain(word: string): string {
  return word.replaceAll('_', ' ')
}

const endReasons: Readonly<Record<string, string>> = {
  cancellation_requested: 'somebody asked for it',
  payment_failed: 'the payments failed',
  payment_disputed: 'a payment was disputed',
  canceled_by_retention_policy: 'a retention policy of ours',
  customer_deleted: 'the customer was deleted at Stripe',
}

/** Why a status is paused, and what becomes of bills while nothing is collected. */
const pauses: Readonly<Record<string, string>> = {
  pause_requested: 'somebody asked for it',
  final_payment_failure: 'the last try to collect failed',
  first_payment_failure: 'the first payment failed',
  trial_end_without_payment_method: 'the trial ended without a card',
  system: 'by Stripe itself',
  void: 'nothing is billed meanwhile',
  keep_as_draft: 'bills wait meanwhile',
  mark_uncollectible: 'bills are written off meanwhile',
}
