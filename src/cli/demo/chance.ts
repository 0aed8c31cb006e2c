import { seededRandom } from '../../platform/seeded-random.ts'

/** What chance decides, the same for the same seed. */
export type Chance = Readonly<{
  /** From 0 up to, but not, 1. */
  next: () => number
  /** True so often. */
  happens: (share: number) => boolean
  /** A whole number from `least` to `most`, both included. */
  between: (least: number, most: number) => number
  pick: <T>(among: readonly [T, ...T[]]) => T
  /** Each drawn as often as its weight says. */
  weighted: <T>(among: readonly (readonly [T, number])[]) => T
}>

export function chanceOf(seed: number): Chance {
  const next = seededRandom(seed)
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    happens: (share) => next() < share,
    between,
    pick: (among) => among[between(0, among.length - 1)] ?? among[0],
    weighted: (among) => drawn(among, next()),
  }
}

function drawn<T>(among: readonly (readonly [T, number])[], at: number): T {
  let left = at * among.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [one, weight] of among) {
    left -= weight
    if (left < 0) return one
  }
  throw new RangeError('nothing to draw from')
}
