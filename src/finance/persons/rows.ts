import type { Reader } from '../../platform/database/connection.ts'
import { readCursor, writeCursor } from '../../platform/http/cursor.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { factsOf, nextPersons, type PersonFacts, personsAtOnce } from './facts.ts'

/** A page of the persons behind a figure. */
export type PageAsked = Readonly<{
  currency: Currency
  limit: number
  cursor?: string | undefined
}>

/** Whose rows follow is told by `next_cursor`, null at the end. */
export type PersonRows<Row> =
  | Readonly<{ kind: 'cursor_unknown' }>
  | Readonly<{ kind: 'found'; rows: readonly Row[]; next_cursor: string | null }>

/**
 * The rows that each person has behind a figure, by person: at most `limit` persons who have any, each
 * with all their rows.
 */
export async function personRows<Row>(
  reader: Reader,
  { currency, limit, cursor }: PageAsked,
  rowsOf: (facts: PersonFacts) => readonly Row[],
): Promise<PersonRows<Row>> {
  const after = cursor === undefined ? '' : readCursor(cursor)?.[0]
  if (after === undefined) return { kind: 'cursor_unknown' }
  const rows: Row[] = []
  let [persons, last] = [0, after]
  for (let ids = await nextPersons(reader, after, personsAtOnce); ids.length > 0; ) {
    for (const facts of await factsOf(reader, ids, currency)) {
      const theirs = rowsOf(facts)
      if (theirs.length === 0) continue
      if (persons === limit) return { kind: 'found', rows, next_cursor: writeCursor([last]) }
      rows.push(...theirs)
      persons += 1
      last = facts.person
    }
    ids = await nextPersons(reader, ids.at(-1) ?? last, personsAtOnce)
  }
  return { kind: 'found', rows, next_cursor: null }
}
