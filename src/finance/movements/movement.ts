import type { Day } from '../../platform/day.ts'
import { type Amounts, difference, nothing } from './amounts.ts'
import type { Reason } from './reason.ts'
import type { Moment } from './timeline.ts'

/** What a change was: churn by its reason, a return by the reason of the leave it ends. */
export type MovementKind =
  | Readonly<{ kind: 'new' }>
  | Readonly<{ kind: 'reactivation'; left: Reason }>
  | Readonly<{ kind: 'change' }>
  | Readonly<{ kind: 'churn'; reason: Reason }>

/** One change of one person's worth at one instant, over all subscriptions. */
export type Movement = MovementKind &
  Readonly<{ at: Date; day: Day; before: Amounts; after: Amounts; moved: Amounts }>

/**
 * The movements of one person (finance.md 1.5): new the first time ever, reactivation when it was
 * nothing since, churn to nothing, and else a change, which is an expansion or a contraction by what
 * it comes to in money. What changed nothing is left out.
 */
export function movementsOf(timeline: readonly Moment[]): Movement[] {
  const movements: Movement[] = []
  let before = nothing
  let left: Reason | null = null
  for (const { at, day, worth: after, reason } of timeline) {
    const moved = difference(before, after)
    if (moved.size > 0) {
      const what = kindOf({ before, after, left, reason })
      movements.push({ ...what, at, day, before, after, moved })
      if (what.kind === 'churn') left = what.reason
    }
    before = after
  }
  return movements
}

function kindOf(change: {
  before: Amounts
  after: Amounts
  left: Reason | null
  reason: Reason
}): MovementKind {
  const { before, after, left, reason } = change
  if (after.size === 0) return { kind: 'churn', reason }
  if (before.size > 0) return { kind: 'change' }
  return left === null ? { kind: 'new' } : { kind: 'reactivation', left }
}
