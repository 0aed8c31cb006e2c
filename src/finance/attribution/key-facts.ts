import type { Month } from '../../platform/day.ts'
import type { Range } from '../period.ts'
import { type Line, sumWithin } from '../persons/line.ts'
import { type CountedThing, countedThings } from './counted.ts'
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
  const byKey = [...Map.groupBy(lines, (line) => namedBy(line).key)]
  const keys = byKey
    .map(([key, own]) => ({ key, of: linesByThing(own), net: netByMonth(own) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  return (range) => keys.map((one) => factsOfKey(one, range)).filter(hasAny)
}

/** A key's lines told apart once, for however many ranges. */
type KeyLines = Readonly<{
  key: string
  of: (what: CountedThing) => readonly Line[]
  /** By the month of the money, in order; null of lines of days. */
  net: readonly (readonly [Month, readonly Line[]])[] | null
}>

function linesByThing(lines: readonly Line[]): KeyLines['of'] {
  const byThing = new Map(countedThings.map((what) => [what, linesOfThing(lines, what)]))
  return (what) => byThing.get(what) ?? []
}

function netByMonth(lines: readonly Line[]): KeyLines['net'] {
  const months = Map.groupBy(linesOfThing(lines, 'net'), (line) => namedBy(line).month)
  if (months.has(null)) return null
  return [...months].map(([month, own]) => [month ?? '', own] as const).sort(byMonth)
}

function factsOfKey({ key, of, net }: KeyLines, range: Range): KeyFacts {
  const sum = (what: CountedThing) => sumWithin(of(what), range)
  return {
    key,
    members_new: sum('members_new'),
    gifts: sum('gifts'),
    amount: sum('amount'),
    net: sum('net'),
    flow: net && flowOf(net, range),
    unrated: sum('unrated'),
  }
}

function flowOf(net: NonNullable<KeyLines['net']>, range: Range): ReadonlyMap<Month, bigint> {
  const sums = net.map(([month, own]) => [month, sumWithin(own, range)] as const)
  return new Map(sums.filter(([, value]) => value !== 0n))
}

function byMonth([a]: readonly [Month, unknown], [b]: readonly [Month, unknown]): number {
  return a < b ? -1 : 1
}

function inOrder(sums: readonly (readonly [Month, bigint])[]): ReadonlyMap<Month, bigint> {
  return new Map([...sums].sort(byMonth))
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
