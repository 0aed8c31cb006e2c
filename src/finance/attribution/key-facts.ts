import type { Month } from '../../platform/day.ts'
import type { Range } from '../period.ts'
import { type Line, sumWithin } from '../persons/line.ts'
import type { CountedThing } from './counted.ts'
import { linesOfThing, namedBy } from './lines.ts'

/**
 * What a key comes to in a range. `net`: what the range's conversions have brought until now, and
 * `flow` the same by the month of the money, in order; null of a range that cuts a month. `unrated`
 * rows have no rate and are in no amount.
 */
export type KeyFacts = Readonly<{
  key: string
  members_new: bigint
  gifts: bigint
  amount: bigint
  net: bigint
  flow: ReadonlyMap<Month, bigint> | null
  unrated: bigint
}>

/** The facts of every key with any, for each range asked; `lines` are of one group, model and grain. */
export function keyFacts(lines: readonly Line[]): (range: Range) => KeyFacts[] {
  const byKey = Map.groupBy(lines, (line) => namedBy(line).key)
  return (range) =>
    [...byKey]
      .map(([key, own]) => factsOfKey(key, own, range))
      .filter(hasAny)
      .sort((a, b) => (a.key < b.key ? -1 : 1))
}

function factsOfKey(key: string, lines: readonly Line[], range: Range): KeyFacts {
  const sum = (what: CountedThing) => sumWithin(linesOfThing(lines, what), range)
  return {
    key,
    members_new: sum('members_new'),
    gifts: sum('gifts'),
    amount: sum('amount'),
    net: sum('net'),
    flow: flowOf(linesOfThing(lines, 'net'), range),
    unrated: sum('unrated'),
  }
}

function flowOf(net: readonly Line[], range: Range): KeyFacts['flow'] {
  const months = Map.groupBy(net, (line) => namedBy(line).month)
  if (months.has(null)) return null
  const sums = [...months].map(([month, own]) => [month ?? '', sumWithin(own, range)] as const)
  return inOrder(sums.filter(([, value]) => value !== 0n))
}

function inOrder(sums: readonly (readonly [Month, bigint])[]): ReadonlyMap<Month, bigint> {
  return new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function hasAny({ flow, key, ...sums }: KeyFacts): boolean {
  return (flow?.size ?? 0) > 0 || Object.values(sums).some((value) => value !== 0n)
}

/** Several keys as one of that name. */
export function together(key: string, all: readonly KeyFacts[]): KeyFacts {
  const sum = (of: (facts: KeyFacts) => bigint) => all.reduce((total, one) => total + of(one), 0n)
  const months = new Set(all.flatMap(({ flow }) => [...(flow?.keys() ?? [])]))
  const flow = [...months].map(
    (month) => [month, sum((one) => one.flow?.get(month) ?? 0n)] as const,
  )
  return {
    key,
    members_new: sum((one) => one.members_new),
    gifts: sum((one) => one.gifts),
    amount: sum((one) => one.amount),
    net: sum((one) => one.net),
    flow: all.some((one) => one.flow === null) ? null : inOrder(flow),
    unrated: sum((one) => one.unrated),
  }
}
