import type { Stand } from '../../members/course.ts'

/** Why somebody's recurring support stopped (finance.md 1.5). */
export const reasons = ['voluntary', 'payment_failed', 'paused'] as const
export type Reason = (typeof reasons)[number]

/**
 * Why a subscription that stands like this counts no more. A bank that took the money back is a payment
 * that failed, and so is an end without a word after bills that were not paid.
 */
export function reasonOf(stand: Stand, before: Stand | undefined): Reason {
  const { status, paused, pause_reason, end_reason } = stand
  if (status === 'unpaid') return 'payment_failed'
  if (status === 'paused') return failures.has(pause_reason ?? '') ? 'payment_failed' : 'paused'
  if (paused && status !== 'canceled') return 'paused'
  if (end_reason !== null) return failures.has(end_reason) ? 'payment_failed' : 'voluntary'
  const wasLate = before?.status === 'past_due' || before?.status === 'unpaid'
  return wasLate ? 'payment_failed' : 'voluntary'
}

/** Stripe's words: domain/stripe.md 1.3. */
const failures: ReadonlySet<string> = new Set([
  ...['payment_failed', 'payment_disputed', 'final_payment_failure', 'first_payment_failure'],
])
