import Fraction from 'fraction.js'
import { monthNumber } from '../../platform/day.ts'
import { type Known, known } from '../known.ts'
import { sixDecimals } from '../ratio.ts'
import type { KeyFacts } from './key-facts.ts'

/** What a campaign cost, in minor units of the report's currency, or why that is not known. */
export type Cost = Known<bigint>

/** Return on what it cost: (net to date − cost) / cost; none at no cost (finance.md 1.9). */
export function roiOf(facts: KeyFacts, cost: Cost): Known<string> {
  if (cost.value === null) return cost
  const spent = cost.value
  const against = [
    [facts.unrated > 0n, 'rate_unavailable'],
    [spent === 0n, 'no_cost'],
  ] as const
  return known(against, () => sixDecimals(new Fraction(facts.net - spent, spent)))
}

/**
 * The month in which what its people have brought first reached the cost: 0 is the month of the first
 * money among them. A later refund takes the month not back. A range that cuts a month has none.
 */
export function paybackMonth(facts: KeyFacts, cost: Cost): Known<number> {
  if (cost.value === null) return cost
  const month = facts.flow === null ? null : monthReached(facts.flow, cost.value)
  const against = [
    [facts.unrated > 0n, 'rate_unavailable'],
    [facts.flow === null, 'months_not_whole'],
    [month === null, 'not_paid_back'],
  ] as const
  return known(against, () => month ?? 0)
}

/** The flow is in the order of its months. */
function monthReached(flow: NonNullable<KeyFacts['flow']>, cost: bigint): number | null {
  const [first] = flow.keys()
  let sum = 0n
  for (const [month, value] of flow) {
    sum += value
    if (sum >= cost && first !== undefined) return monthNumber(month) - monthNumber(first)
  }
  return null
}
