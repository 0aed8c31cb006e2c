import { fewest_persons, type KeyPersons } from './key-persons.ts'

export const other = '(other)'

/**
 * Keys with fewer than five persons become one, `(other)`, and the next smallest too until five
 * different persons stand behind it (contract.md, Sign-in of programs). Keys without any person (an
 * advertiser's) name nobody and stay. `together` makes one of those that are folded.
 */
export function foldSmall<Group extends Readonly<{ key: string }>>(
  groups: readonly Group[],
  persons: ReadonlyMap<string, KeyPersons>,
  together: (folded: readonly Group[]) => Group,
): Group[] {
  const bySize = groups
    .map((group) => ({ group, persons: persons.get(group.key) ?? nobody }))
    .filter((one) => one.persons.count > 0)
    .sort((a, b) => a.persons.count - b.persons.count)
  const behind = new Set<string>()
  const folded: Group[] = []
  for (const one of bySize) {
    const few = one.persons.count < fewest_persons
    const needed = folded.length > 0 && behind.size < fewest_persons
    if (!few && !needed) break
    folded.push(one.group)
    for (const person of one.persons.some) behind.add(person)
  }
  if (folded.length === 0) return [...groups]
  return [...groups.filter((group) => !folded.includes(group)), together(folded)]
}

const nobody: KeyPersons = { count: 0, some: [] }
