import { belonging } from '../movements/counting.ts'
import { byDayAndMonth } from '../movements/grain.ts'
import { type Movement, movementsOf } from '../movements/movement.ts'
import { type Course, timelineOf } from '../movements/timeline.ts'

export const memberMeasures = [
  ...(['joined', 'returned', 'left_voluntary', 'left_failed', 'paused'] as const),
] as const
export type MemberMeasure = (typeof memberMeasures)[number]

/** Who came and went, by day; whoever resumes takes one from `paused`. */
export const memberLines = byDayAndMonth({
  name: 'members',
  reads: 'changes',
  version: 2,
  linesOf: (facts) =>
    membershipMovements(facts).flatMap((movement) => {
      const step = stepOf(movement)
      if (step === null) return []
      return [{ measure: step.measure, at: movement.day, key: '', value: step.persons }]
    }),
})

/** How one person came to be a member and ceased to be, whatever they pay. */
export function membershipMovements(course: Course): Movement[] {
  return movementsOf(timelineOf(course, belonging))
}

/**
 * Which figure a movement counts in. Whoever comes back after a pause has resumed; whoever ends a paused
 * membership has left when they paused. Null for a second membership beside the first.
 */
export function stepOf(movement: Movement): { measure: MemberMeasure; persons: 1n | -1n } | null {
  switch (movement.kind) {
    case 'new':
      return { measure: 'joined', persons: 1n }
    case 'reactivation':
      return movement.left === 'paused'
        ? { measure: 'paused', persons: -1n }
        : { measure: 'returned', persons: 1n }
    case 'churn':
      return { measure: leaves[movement.reason], persons: 1n }
    case 'change':
      return null
  }
}

const leaves = {
  voluntary: 'left_voluntary',
  payment_failed: 'left_failed',
  paused: 'paused',
} as const
