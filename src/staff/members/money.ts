import { entriesBehind } from '../../ledger/entries.ts'
import type { Reader } from '../../platform/database/connection.ts'
import type { EntryKind } from '../../platform/database/ledger-tables.ts'

/** A row of the ledger that a person's payments made: what they gave, what it cost, what is left. */
export type MemberEntry = Readonly<{
  id: string
  kind: EntryKind
  occurred_at: Date
  currency: string
  amount_minor: bigint
  fee_minor: bigint
  net_minor: bigint
}>

/** Newest first, at most a hundred: the desk shows what happened lately, not an account's history. */
export function entriesOfMember(reader: Reader, member_id: string): Promise<MemberEntry[]> {
  return entriesBehind(reader, { member_id })
    .select(['entry.id', 'entry.kind', 'entry.occurred_at', 'entry.currency'])
    .select(['entry.amount_minor', 'entry.fee_minor', 'entry.net_minor'])
    .orderBy('entry.occurred_at', 'desc')
    .orderBy('entry.id', 'desc')
    .limit(100)
    .execute()
}
