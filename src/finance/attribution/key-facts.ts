import type { Month } from '../../platform/day.ts'
import type { Range } from '../period.ts'
import { type Line, sumWithin } from '../persons/line.ts'
import type { CountedThing } from './counted.ts'
import { linesOfThing, monthAndKey } from './lines.ts'

/**
 * What a key comes to in a range. `net`: what the range's conversions have brought until now, by the
 * month of the money; `unrated` rows have no rate and are in no amount.
 */
export type KeyFacts = Readonly<{
  key: string
  members_new: bigint
  gifts: bigint
  amount: bigint
  net: ReadonlyMap<Month, bigint>
  unrated: bigint
}>

/** The facts of every key with any, for each range asked; `lines` are of one group and model. */
export function keyFacts(lines: readonly Line[]): (range: Range) => KeyFacts[] {
  const byKey = Map.groupBy(lines, (line) => nameIn(line))
  return (range) =>
    [...byKey]
      .map(([key, own]) => factsOfKey(key, own, range))
      .filter((facts) => hasAny(facts))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
}

function nameIn({ measure, key }: Line): string {
  return measure.endsWith('.net') ? monthAndKey(key).key : key
}

function factsOfKey(key: string, lines: readonly Line[], range: Range): KeyFacts {
  const sum = (what: CountedThing) => sumWithin(linesOfThing(lines, what), range)
  const months = Map.groupBy(linesOfThing(lines, 'net'), (line) => monthAndKey(line.key).month)
  const net = [...months]
    .map(([month, own]) => [month, sumWithin(own, range)] as const)
    .filter(([, value]) => value !== 0n)
  return {
    key,
    members_new: sum('members_new'),
    gifts: sum('gifts'),
    amount: sum('amount'),
    net: new Map(net.sort(([a], [b]) => (a < b ? -1 : 1))),
    unrated: sum('unrated'),
  }
}

function hasAny({ members_new, gifts, amount, net, unrated }: KeyFacts): boolean {
  return [members_new, gifts, amount, unrated].some((value) => value !== 0n) || net.size > 0
}

/** Several keys as one of that name. */
export function together(key: string, all: readonly KeyFacts[]): KeyFacts {
  const sum = (of: (facts: KeyFacts) => bigint) => all.reduce((total, one) => total + of(one), 0n)
  const months = [...new Set(all.flatMap(({ net }) => [...net.keys()]))].sort()
  return {
    key,
    members_new: sum((one) => one.members_new),
    gifts: sum((one) => one.gifts),
    amount: sum((one) => one.amount),
    net: new Map(months.map((month) => [month, sum(({ net }) => net.get(month) ?? 0n)])),
    unrated: sum((one) => one.unrated),
  }
}

/** What the conversions have brought in all. */
export function netToDate({ net }: KeyFacts): bigint {
  return [...net.values()].reduce((sum, value) => sum + value, 0n)
}
