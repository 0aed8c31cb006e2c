import type { Day } from '../../platform/day.ts'
import type { Line } from '../persons/line.ts'
import { ratio } from '../ratio.ts'

/** So many persons gave so much, the largest amount first. */
export type Givers = readonly Readonly<{ amount: bigint; persons: bigint }>[]

/**
 * Who gave how much in the twelve months before each of these days, by lines of changes in any
 * order; null without a rate. Each line is looked at once for all days.
 */
export function giversOf(
  lines: readonly Line[],
  ends: readonly Day[],
): (end: Day) => Givers | null {
  const rising = [...new Set(ends)].sort()
  const persons = personsByAmount(lines, rising)
  const unrated = persons.get('') ?? []
  persons.delete('')
  const amounts = [...persons]
    .map(([key, counts]) => ({ amount: BigInt(key), counts }))
    .sort((a, b) => (a.amount > b.amount ? -1 : 1))
  return (end) => {
    const place = rising.indexOf(end)
    return unrated[place] ? null : giversAt(place, amounts)
  }
}

type Counted = Readonly<{ amount: bigint; counts: readonly bigint[] }>

function giversAt(place: number, amounts: readonly Counted[]): Givers {
  const givers: { amount: bigint; persons: bigint }[] = []
  for (const { amount, counts } of amounts) {
    const persons = counts[place] ?? 0n
    if (persons !== 0n) givers.push({ amount, persons })
  }
  return givers
}

/** How many persons there are of each amount on each of these days (rising). */
function personsByAmount(lines: readonly Line[], ends: readonly Day[]): Map<string, bigint[]> {
  const placeOf = placesAmong(ends)
  const byAmount = new Map<string, bigint[]>()
  for (const { at, key, value } of lines) {
    const counts = byAmount.get(key) ?? ends.map(() => 0n)
    byAmount.set(key, counts)
    for (let place = placeOf(at); place < ends.length; place += 1) {
      counts[place] = (counts[place] ?? 0n) + value
    }
  }
  return byAmount
}

/** The place of the first day that is not before another; days are few, and lines thousands. */
function placesAmong(ends: readonly Day[]): (day: Day) => number {
  const known = new Map<Day, number>()
  return (day) => {
    const place = known.get(day) ?? ends.filter((end) => end < day).length
    known.set(day, place)
    return place
  }
}

/**
 * How giving is spread (finance.md 1.7), over at least one person: shares of all that was given, as
 * ratios of six decimals. `top_…` are the largest ceil(n p / 100) persons, at least one; the Gini
 * coefficient Σ(2i − n − 1)x / (n Σx), amounts ascending and uncorrected; the Herfindahl index Σ(x/Σx)²;
 * `donors_for_half` the fewest persons who gave at least half.
 */
export function spreadOf(givers: Givers) {
  const all = totalOf(givers)
  const n = personsIn(givers)
  const square = givers.reduce((sum, one) => sum + one.persons * one.amount * one.amount, 0n)
  return {
    top_1_pct: ratio(largestOf(givers, topCount(n, 1n)), all),
    top_10_pct: ratio(largestOf(givers, topCount(n, 10n)), all),
    largest: ratio(largestOf(givers, 1n), all),
    gini: ratio(giniSum(givers, n), n * all),
    hhi: ratio(square, all * all),
    donors_for_half: Number(fewestForHalf(givers, all)),
  }
}
export type Spread = ReturnType<typeof spreadOf>

export function personsIn(givers: Givers): bigint {
  return givers.reduce((sum, { persons }) => sum + persons, 0n)
}

export function totalOf(givers: Givers): bigint {
  return givers.reduce((sum, { amount, persons }) => sum + amount * persons, 0n)
}

/** The largest per cent of n persons, rounded up. */
export function topCount(n: bigint, percent: bigint): bigint {
  return (n * percent + 99n) / 100n
}

/** What so many of the largest gave together. */
export function largestOf(givers: Givers, count: bigint): bigint {
  let left = count
  return givers.reduce((sum, { amount, persons }) => {
    const taken = persons < left ? persons : left
    left -= taken
    return sum + taken * amount
  }, 0n)
}

/** Places ascend while amounts fall, so each place is counted from the other end. */
function giniSum(givers: Givers, n: bigint): bigint {
  let above = 0n
  return givers.reduce((sum, { amount, persons }) => {
    const [last, first] = [n - above, n - above - persons + 1n]
    above += persons
    return sum + amount * persons * (first + last - n - 1n)
  }, 0n)
}

function fewestForHalf(givers: Givers, all: bigint): bigint {
  let [count, given] = [0n, 0n]
  for (const { amount, persons } of givers) {
    const missing = all - 2n * given
    const needed = (missing + 2n * amount - 1n) / (2n * amount)
    if (needed <= persons) return count + needed
    count += persons
    given += amount * persons
  }
  return count
}
