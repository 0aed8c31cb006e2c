import Fraction from 'fraction.js'
import { type Day, monthNumber, monthsTouched } from '../../platform/day.ts'
import type { Known } from '../known.ts'
import type { Range } from '../period.ts'
import type { Actual } from './actual.ts'
import type { CourseMonth } from './course.ts'
import type { Outlook } from './forecast-period.ts'

/** The forecast from this month on, or why there is none. */
export type Course = Known<readonly CourseMonth[]>

/**
 * A period that has ended by what was. One that goes on, or lies ahead, by the forecast of the last month
 * that it touches; its cash is what came in until today and what the months from now on bring, a month
 * that it cuts counting whole.
 */
export function outlookOf(range: Range, actual: Actual, course: Course, today: Day): Outlook {
  const came = knownOr(actual.cash === null ? null : new Fraction(actual.cash), 'rate_unavailable')
  if (range.to <= today) {
    const [members, mrr] = [new Fraction(actual.members), actual.mrr]
    return { kind: 'actual', members: is(members), mrr: is(mrr), cash: came }
  }
  if (course.value === null) {
    return { kind: 'forecast', members: course, mrr: course, cash: course }
  }
  const months = monthsAhead(range, today).map((ahead) => course.value[ahead])
  const last = months.at(-1)
  const bring = months.reduce<Fraction | null>(
    (sum, month) => (sum === null || !month?.cash ? null : sum.add(month.cash)),
    new Fraction(0),
  )
  return {
    kind: 'forecast',
    members: knownOr(last?.members ?? null, 'no_history'),
    mrr: knownOr(last?.mrr ?? null, 'no_members'),
    cash: came.value === null ? came : knownOr(bring?.add(came.value) ?? null, 'no_members'),
  }
}

/** The months of a range that have not ended, by how many they lie ahead of this one. */
export function monthsAhead({ from, to }: Range, today: Day): number[] {
  const months = monthsTouched(from < today ? today : from, to)
  return months.map((month) => monthNumber(month) - monthNumber(today))
}

function is(value: Fraction): Known<Fraction> {
  return { value, why: null }
}

function knownOr(value: Fraction | null, why: string): Known<Fraction> {
  return value === null ? { value, why } : { value, why: null }
}
