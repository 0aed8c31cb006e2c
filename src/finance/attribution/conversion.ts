import type { Day } from '../../platform/day.ts'
import type { MoneyFact, PersonFacts } from '../persons/facts.ts'

/** What a visit that led to a checkout said: null for nothing. */
export type Touch = Readonly<{ at: Date; campaign: string | null; article: string | null }>

/**
 * Somebody won over: by one gift, or by a membership, whose later payments belong to it. `paid` is the
 * first payment and dates it. `joins`: it began the person's first membership ever. `rows` are all its
 * money until now, what went back too. `touches`: the person's checkouts of the last thirty days, the
 * oldest first, this one last.
 */
export type Conversion = Readonly<{
  day: Day
  paid: MoneyFact
  rows: readonly MoneyFact[]
  joins: boolean
  touches: readonly Touch[]
}>

/**
 * A person's conversions, oldest first. Money that finance enters has no checkout and is none. What a
 * checkout was led to by is frozen in its payment's metadata, and that is what a label tells
 * (finance.md 1.9); membership payments whose subscription is not known yet are one membership.
 */
export function conversionsOf({ money }: PersonFacts): Conversion[] {
  const courses = [...Map.groupBy(money.filter(isCheckouts), courseOf).values()].flatMap((rows) => {
    const paid = rows.find(({ kind }) => kind === 'payment')
    return paid === undefined ? [] : [{ paid, rows }]
  })
  const touches = courses.map(({ paid }) => touchOf(paid))
  const joined = courses.find(({ paid }) => paid.class === 'membership')
  return courses.map((course, index) => ({
    ...course,
    day: course.paid.day,
    joins: course === joined,
    touches: lastThirtyDays(touches.slice(0, index + 1), course.paid.occurred_at),
  }))
}

function isCheckouts({ source, class: name }: MoneyFact): boolean {
  return source === 'stripe' && (name === 'membership' || name === 'gift')
}

/** What belongs together: the payments of a membership, or a gift and what went back of it. */
function courseOf({ class: name, subscription, charge, id }: MoneyFact): string {
  return name === 'membership' ? `membership ${subscription ?? ''}` : (charge ?? id)
}

function touchOf({ occurred_at, campaign, article }: MoneyFact): Touch {
  return { at: occurred_at, campaign, article }
}

const window_ms = 30 * 24 * 3600 * 1000

function lastThirtyDays(touches: readonly Touch[], until: Date): Touch[] {
  const from = until.getTime() - window_ms
  return touches.filter(({ at }) => from <= at.getTime())
}
