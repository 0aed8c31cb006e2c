import { bookedCourseOf, type Stand } from '../../members/course.ts'
import { discountEnds } from '../../members/price.ts'
import type { SubscriptionChange } from '../../members/subscription-changes.ts'
import type { Day } from '../../platform/day.ts'
import type { PersonFacts } from '../persons/facts.ts'
import type { Taxes } from '../tax/rules.ts'
import { type Amounts, nothing, sumOf } from './amounts.ts'
import { type Reason, reasonOf } from './reason.ts'

/** What a person's subscriptions came to from an instant on, all together. */
export type Moment = Readonly<{ at: Date; day: Day; worth: Amounts; reason: Reason }>

/** What a timeline is made of. */
export type Course = Pick<PersonFacts, 'changes' | 'taxes'>

/** What a stand counts for from an instant on; null leaves it as it was (a status newer than we know). */
export type Counting = (stand: Stand, when: Turn, taxes: Taxes) => Amounts | null
type Turn = Readonly<{ at: Date; day: Day }>

/**
 * How what a person's subscriptions come to went on, in the order in which it counts in the books.
 * Changes of one instant are one (finance.md 1.5), so a subscription that takes another's place in the
 * same second moves only by what the two differ.
 */
export function timelineOf({ changes, taxes }: Course, counting: Counting): readonly Moment[] {
  const bySubscription = Map.groupBy(changes, ({ subscription }) => subscription)
  const steps = [...bySubscription].flatMap(([id, theirs]) =>
    stepsOf(id, theirs, { taxes, counting }),
  )
  const instants = Map.groupBy(steps, ({ at, day }) => `${day} ${at.toISOString()}`)
  const worth = new Map<string, Amounts>()
  return [...instants].sort(byKey).map(([, together]) => {
    for (const step of together) {
      worth.set(step.subscription, step.worth ?? worth.get(step.subscription) ?? nothing)
    }
    const [{ at, day } = unreachable()] = together
    return { at, day, worth: sumOf(worth.values()), reason: together.at(-1)?.reason ?? 'voluntary' }
  })
}

/** What somebody's subscriptions came to when a day began. */
export function worthAt(timeline: readonly Moment[], day: Day): Amounts {
  return timeline.findLast((moment) => moment.day < day)?.worth ?? nothing
}

type Step = Readonly<{
  subscription: string
  at: Date
  day: Day
  worth: Amounts | null
  reason: Reason
}>

/** The steps of one subscription; between its changes a discount may end and a rate of tax begin. */
function stepsOf(
  subscription: string,
  changes: readonly SubscriptionChange[],
  { taxes, counting }: Readonly<{ taxes: Taxes; counting: Counting }>,
): Step[] {
  const course = bookedCourseOf(changes)
  return course.flatMap((stand, index) => {
    const next = course[index + 1]
    const reason = reasonOf(stand, course[index - 1])
    const turns = turnsBetween(stand, next, taxes)
    return [{ at: stand.at, day: stand.day }, ...turns].map((turn) => {
      const { at, day } = turn
      return { subscription, at, day, worth: counting(stand, turn, taxes), reason }
    })
  })
}

/** When a discount ends, or a declared rate of tax begins, while a subscription stands as it does. */
function turnsBetween(stand: Stand, next: Stand | undefined, { rules }: Taxes): Turn[] {
  const ends = discountEnds(stand.price, stand.at).filter(({ at }) => !next || at < next.at)
  const days = new Set(rules.flatMap(({ from }) => from ?? []))
  const begins = [...days]
    .filter((day) => day > stand.day && (!next || day < next.day))
    .map((day) => ({ at: new Date(`${day}T00:00:00Z`), day }))
  return [...ends, ...begins].sort((a, b) => a.at.getTime() - b.at.getTime())
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}

function unreachable(): never {
  throw new RangeError('an instant without a step')
}
