import { sql } from 'kysely'
import type { TransactionMark } from '../../ledger/entries.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { onceInSnapshot } from '../../platform/database/snapshot.ts'

/** Whose rows carry the transaction that wrote them; those of `person_news` are nothing besides. */
export const markedTables = [
  'entry',
  'entry_label',
  'subscription_change',
  'rate',
  'invoice',
  'subscription',
] as const
export type MarkedTable = (typeof markedTables)[number] | 'person_news'

/** Transactions of [from, before); without an end everything that is visible. */
export type Span = Readonly<{ from: TransactionMark; before?: TransactionMark | undefined }>

/**
 * Up to where a part is kept, or null where the rows themselves have to be read: it is not whole yet,
 * it was made by other rules than this one, or its mark is of another server (a restored copy counts its
 * transactions anew, and a row of today may stand before the mark).
 */
export async function markOf(
  snapshot: Reader,
  part: string,
  rule: string,
): Promise<TransactionMark | null> {
  const whole = await wholeParts(snapshot)
  const made = whole.find((row) => row.part === part && row.made_by.includes(rule))
  return made?.mark ?? null
}

const wholeParts = onceInSnapshot(
  (snapshot: Reader) =>
    snapshot
      .selectFrom('rollup_mark')
      .where('reached', 'is', null)
      .where(isOfThisServer)
      .select(['part', 'made_by', 'mark'])
      .execute(),
  () => 'all',
)

export const isOfThisServer = sql<boolean>`mark <= pg_snapshot_xmax(pg_current_snapshot())`

/** Rows of a table (under that name) that transactions of the span wrote. */
export function wrote(table: string, { from, before }: Span) {
  const tx = sql.ref(`${table}.tx`)
  const end = before === undefined ? sql`true` : sql`${tx} < ${before}::xid8`
  return sql<boolean>`(${tx} >= ${from}::xid8 and ${end})`
}
