import { negated } from '../movements/amounts.ts'
import { changeLines } from '../movements/change.ts'
import { recurring } from '../movements/counting.ts'
import { byDayAndMonth } from '../movements/grain.ts'
import { amountLines } from '../movements/lines.ts'
import { type Movement, movementsOf } from '../movements/movement.ts'
import { reasons } from '../movements/reason.ts'
import { type Course, timelineOf } from '../movements/timeline.ts'
import type { Line } from '../persons/line.ts'

/**
 * The movements of recurring revenue as lines of their days, in minor units a year of each currency:
 * `new`, `reactivation`, `expansion`, `contraction` and `churn.REASON`, all positive; `swap`, signed, of
 * a change that fell in one currency and rose in another, where only rates tell what it was (its lines
 * name the person and the instant, so that they are told apart); and `members`, who came and went.
 */
export const mrrLines = byDayAndMonth({
  name: 'mrr',
  reads: 'changes',
  version: 2,
  linesOf: (facts) =>
    mrrMovements(facts).flatMap((movement) => linesOfMovement(facts.person, movement)),
})

/** One person's movements of recurring revenue. */
export function mrrMovements(course: Course): Movement[] {
  return movementsOf(timelineOf(course, recurring))
}

export const rising = ['new', 'reactivation', 'expansion'] as const
const churns = reasons.map((reason) => `churn.${reason}` as const)
export const falling = ['contraction', ...churns] as const
export const mrrMeasures = [...rising, ...falling, 'swap', 'members'] as const

function linesOfMovement(person: string, movement: Movement): Line[] {
  const { kind, at, day, moved } = movement
  switch (kind) {
    case 'new':
    case 'reactivation':
      return [...amountLines(kind, day, moved), members(day, 1n)]
    case 'churn':
      return [...amountLines(`churn.${movement.reason}`, day, negated(moved)), members(day, -1n)]
    case 'change':
      return changeLines(moved, `${person} ${at.toISOString()}`, (measure, amounts, more) =>
        amountLines(measure, day, amounts, more),
      )
  }
}

function members(day: string, value: bigint): Line {
  return { measure: 'members', at: day, key: '', value }
}
