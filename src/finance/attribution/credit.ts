import { none } from '../../ledger/entries.ts'
import type { Conversion } from './conversion.ts'

/** Which touch a conversion is put down to. */
export const models = ['last', 'first', 'linear'] as const
export type Model = (typeof models)[number]
export const attributionGroups = ['campaign', 'article'] as const
export type AttributionGroup = (typeof attributionGroups)[number]

/**
 * The keys that share a conversion in equal parts (finance.md 1.9). `last`: what its own checkout was
 * led to by, as frozen there. `first`: the earliest non-empty touch of the thirty days before; `linear`:
 * every non-empty one of them, one named twice counting twice. Without any it is `(none)`'s.
 */
export function creditedKeys(
  { touches, paid }: Conversion,
  model: Model,
  group: AttributionGroup,
): readonly string[] {
  const named = touches.flatMap((touch) => touch[group] ?? [])
  const [first = none] = named
  switch (model) {
    case 'last':
      return [paid[group] ?? none]
    case 'first':
      return [first]
    case 'linear':
      return named.length === 0 ? [none] : named
  }
}

/**
 * A whole number in `count` equal parts by largest remainder, the earlier part first (finance.md 1.1):
 * 100 in three is 34, 33, 33. A count of one stays whole and is the first part's.
 */
export function inEqualParts(whole: bigint, count: number): bigint[] {
  const parts = BigInt(count)
  const [size, sign] = whole < 0n ? [-whole, -1n] : [whole, 1n]
  return Array.from(
    { length: count },
    (_, index) => sign * (size / parts + (BigInt(index) < size % parts ? 1n : 0n)),
  )
}
