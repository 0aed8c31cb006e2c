import type { SubscriptionChange } from './subscription-changes.ts'

export type MembershipStep =
  | 'membership_changed'
  | 'membership_failing'
  | 'membership_unpaid'
  | 'membership_recovered'
  | 'membership_paused'
  | 'membership_resumed'
  | 'membership_told_to_end'
  | 'membership_stays'

/** A change without what it was worth in figures. */
export type StandChange = Omit<SubscriptionChange, 'price' | 'price_before' | 'day' | 'true_day'>

/** What one change did to a membership, as far as it is worth telling; nothing of most changes. */
export function stepsOf(change: StandChange): MembershipStep[] {
  const { status, status_before, ends_at, ends_at_before } = change
  const steps: MembershipStep[] = []
  if (isWorthOther(change)) steps.push('membership_changed')
  if (status !== status_before && status === 'past_due') steps.push('membership_failing')
  if (status !== status_before && status === 'unpaid') steps.push('membership_unpaid')
  if (isLate(status_before) && status === 'active') steps.push('membership_recovered')
  if (isPaused(change.paused, status) && !wasPaused(change)) steps.push('membership_paused')
  if (!isPaused(change.paused, status) && wasPaused(change)) steps.push('membership_resumed')
  if (ends_at !== null && ends_at_before === null) steps.push('membership_told_to_end')
  if (ends_at === null && ends_at_before !== null && status !== 'canceled') {
    steps.push('membership_stays')
  }
  return steps
}

function isWorthOther(change: StandChange): boolean {
  return (
    change.amount_before_minor !== change.amount_minor ||
    change.interval_unit_before !== change.interval_unit ||
    change.interval_count_before !== change.interval_count
  )
}

function isLate(status: string | null): boolean {
  return status === 'past_due' || status === 'unpaid'
}

function isPaused(paused: boolean | null, status: string | null): boolean {
  return paused === true || status === 'paused'
}

function wasPaused({ paused_before, status_before }: StandChange): boolean {
  return isPaused(paused_before, status_before)
}
