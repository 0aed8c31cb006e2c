import { addMonths, type Day, firstDay, monthOf } from '../../platform/day.ts'
import { isWithin } from '../period.ts'
import { type PersonBasis, personBases, readerAmount } from '../persons/amount.ts'
import type { MoneyFact, PersonFacts } from '../persons/facts.ts'
import type { Line, LineMaker } from '../persons/line.ts'

/** How long a person's money counts (finance.md 1.7). */
const months = 12

/** The twelve months that end with a day (which is no more of them). */
export function trailingTo(end: Day) {
  return { from: addMonths(end, -months), to: end }
}

/**
 * How many persons gave how much in the twelve months before a month's first day, as changes:
 * `trailing.BASIS`, by amount, -1 for what a person came to before that day and +1 for what they come
 * to from it on. Their sum up to a day is how giving is spread then, and a steady giver makes no line.
 * Only amounts above 0; without a rate the amount is empty.
 */
export const concentrationLines: LineMaker = {
  name: 'concentration',
  version: 1,
  linesOf,
}

export function trailingMeasure(basis: PersonBasis): string {
  return `trailing.${basis}`
}

/** What a person's money of one month comes to; null without a rate. */
type Given = Readonly<{ at: Day; amount: bigint | null }>

function linesOf({ money }: PersonFacts): Line[] {
  return personBases.flatMap((basis) => {
    const measure = trailingMeasure(basis)
    return changes(givenByMonth(money, basis)).map((change) => ({ measure, ...change }))
  })
}

function givenByMonth(money: readonly MoneyFact[], basis: PersonBasis): Given[] {
  const byMonth = Map.groupBy(money, ({ day }) => firstDay(monthOf(day)))
  return [...byMonth].map(([at, facts]) => ({
    at,
    amount: facts.map((fact) => readerAmount(fact, basis)).reduce(plus, 0n),
  }))
}

function plus(a: bigint | null, b: bigint | null): bigint | null {
  return a === null || b === null ? null : a + b
}

function changes(given: readonly Given[]): Omit<Line, 'measure'>[] {
  let before: string | null = null
  return endsOf(given).flatMap((at) => {
    const now = keyOf(trailingSum(given, at))
    if (now === before) return []
    const gone = before === null ? [] : [{ at, key: before, value: -1n }]
    before = now
    return now === null ? gone : [...gone, { at, key: now, value: 1n }]
  })
}

/** The only ends at which what a person came to may change: money comes in, and grows a year old. */
function endsOf(given: readonly Given[]): Day[] {
  const ends = given.flatMap(({ at }) => [addMonths(at, 1), addMonths(at, months + 1)])
  return [...new Set(ends)].sort()
}

function trailingSum(given: readonly Given[], end: Day): bigint | null {
  const trailing = trailingTo(end)
  return given
    .filter(({ at }) => isWithin(at, trailing))
    .map(({ amount }) => amount)
    .reduce(plus, 0n)
}

/** Null for whoever gave nothing, or got back as much. */
function keyOf(amount: bigint | null): string | null {
  if (amount === null) return ''
  return amount > 0n ? String(amount) : null
}
