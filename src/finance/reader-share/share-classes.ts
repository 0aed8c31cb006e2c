import { shareClasses, stripeClasses } from '../../ledger/classes.ts'
import { none } from '../../ledger/entries.ts'
import { minorJson } from '../../platform/money/money.ts'
import { type EntriesScope, entriesUrl } from '../entries-url.ts'
import { foldSmall, other } from '../folding.ts'
import type { RangeFacts } from './facts.ts'

/**
 * `amount_minor` is null where finance expects a figure and has given none. `(other)` holds classes of
 * too few persons, without rows.
 */
export type ShareClassRow = Readonly<{
  class: string
  amount_minor: number | null
  entries_url: string | null
}>

const order: readonly string[] = [...stripeClasses, ...shareClasses, none]

type ClassAmount = Readonly<{ key: string; amount: bigint | null }>

/**
 * Every class that has rows in the share or is expected, in the order of the pages; for whoever may
 * not see rows, those of few persons together.
 */
export function classRows(facts: RangeFacts, scope: EntriesScope): ShareClassRow[] {
  const classes = classAmounts(facts)
  const shown = facts.persons === null ? classes : foldSmall(classes, facts.persons, together)
  return shown.map(({ key, amount }) => ({
    class: key,
    amount_minor: facts.unrated || amount === null ? null : minorJson(amount),
    entries_url:
      key === other ? null : entriesUrl('total_minor', facts.range, scope, { class: key }),
  }))
}

/** Over several months a class may be missing in one and known in others: then what is known. */
function classAmounts({ classes, missing, expected }: RangeFacts): ClassAmount[] {
  const sums = new Map(classes.map((row) => [row.class ?? none, row.total_minor]))
  const absent = new Set<string>(missing.map((cell) => cell.class))
  const wanted = new Set<string>(expected)
  return order
    .filter((name) => wanted.has(name) || (sums.has(name) && !(name === none && !sums.get(name))))
    .map((key) => ({ key, amount: sums.get(key) ?? (absent.has(key) ? null : 0n) }))
}

function together(folded: readonly ClassAmount[]): ClassAmount {
  return { key: other, amount: folded.reduce((sum, { amount }) => sum + (amount ?? 0n), 0n) }
}
