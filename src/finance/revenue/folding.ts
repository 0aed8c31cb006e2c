import type { RevenueFigure } from '../figures.ts'
import { fewest_persons, type KeyPersons } from './persons.ts'
import { type KeySums, perFigure } from './revenue-period.ts'

export const other = '(other)'

/**
 * Keys with fewer than five persons become one, `(other)`, and the next smallest too until five
 * different persons stand behind it. Keys without any person (an advertiser's) name nobody and stay.
 */
export function foldSmall(
  keys: readonly KeySums[],
  persons: ReadonlyMap<string, KeyPersons>,
): KeySums[] {
  const bySize = keys
    .map((sums) => ({ sums, persons: persons.get(sums.key) ?? nobody }))
    .filter((key) => key.persons.count > 0)
    .sort((a, b) => a.persons.count - b.persons.count)
  const behind = new Set<string>()
  const folded: KeySums[] = []
  for (const key of bySize) {
    const few = key.persons.count < fewest_persons
    const needed = folded.length > 0 && behind.size < fewest_persons
    if (!few && !needed) break
    folded.push(key.sums)
    for (const person of key.persons.some) behind.add(person)
  }
  if (folded.length === 0) return [...keys]
  return [...keys.filter((key) => !folded.includes(key)), together(folded)]
}

const nobody: KeyPersons = { count: 0, some: [] }

function together(keys: readonly KeySums[]): KeySums {
  const total = (figure: RevenueFigure) => keys.reduce((sum, key) => sum + key[figure], 0n)
  const unrated = keys.reduce((sum, key) => sum + key.unrated, 0n)
  return { key: other, unrated, ...perFigure(total) }
}
