import { type Day, monthNumber, monthStart } from '../../platform/day.ts'
import { difference } from '../movements/amounts.ts'
import { recurring } from '../movements/counting.ts'
import { amountLines } from '../movements/lines.ts'
import { type Moment, timelineOf, worthAt } from '../movements/timeline.ts'
import { readerAmount } from '../persons/amount.ts'
import type { MoneyFact, PersonFacts } from '../persons/facts.ts'
import type { Line, LineMaker } from '../persons/line.ts'

export const cohortMeasures = [
  ...(['size', 'base', 'paid', 'unrated', 'members', 'amount'] as const),
] as const

/**
 * What became of those whose first recurring payment was in one month, the key naming its first day.
 * `size`, `base` (what they first came to a year), `paid` (what they have paid in all, without fees)
 * and `unrated` (payments without a rate) stand at that day; `members` and `amount` at the day after
 * the end of each later month, as far as they differ from the end before.
 */
export const cohortLines: LineMaker = {
  name: 'cohorts',
  version: 1,
  linesOf: (facts) => {
    const first = facts.money.find(isRecurringPayment)
    if (first === undefined) return []
    const cohort = monthStart(monthNumber(first.day))
    const timeline = timelineOf(facts, recurring)
    return [...standing(facts, cohort, timeline), ...monthEnds(timeline, cohort)]
  },
}

function isRecurringPayment(fact: MoneyFact): boolean {
  return fact.kind === 'payment' && fact.class === 'membership'
}

function standing({ money }: PersonFacts, cohort: Day, timeline: readonly Moment[]): Line[] {
  const paid = money.filter(({ class: name }) => name === 'membership')
  const amounts = paid.map((fact) => readerAmount(fact, 'net'))
  const line = (measure: string, value: bigint) => ({ measure, at: cohort, key: cohort, value })
  const began = timeline.find(({ worth }) => worth.size > 0)
  return [
    line('size', 1n),
    line(
      'paid',
      amounts.reduce<bigint>((sum, amount) => sum + (amount ?? 0n), 0n),
    ),
    line('unrated', BigInt(amounts.filter((amount) => amount === null).length)),
    ...(began ? amountLines('base', cohort, began.worth, cohort) : []),
  ]
}

/** From the end of its own month on, each end that differs from the one before. */
function monthEnds(timeline: readonly Moment[], cohort: Day): Line[] {
  const changed = timeline.map(({ day }) => monthStart(monthNumber(day) + 1))
  const ends = [...new Set([monthStart(monthNumber(cohort) + 1), ...changed])]
    .filter((end) => end > cohort)
    .sort()
  return ends.flatMap((at, index) => {
    const previous = ends[index - 1]
    const before = previous === undefined ? new Map() : worthAt(timeline, previous)
    const after = worthAt(timeline, at)
    const came = BigInt(Number(after.size > 0) - Number(before.size > 0))
    return [
      ...(came === 0n ? [] : [{ measure: 'members', at, key: cohort, value: came }]),
      ...amountLines('amount', at, difference(before, after), cohort),
    ]
  })
}
