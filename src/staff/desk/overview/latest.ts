import { entriesBehind } from '../../../ledger/entries.ts'
import type { Reader } from '../../../platform/database/connection.ts'
import type { EntryKind } from '../../../platform/database/ledger-tables.ts'
import { addDays, type Day } from '../../../platform/day.ts'

export type LatestEntry = Readonly<{
  id: string
  occurred_at: Date
  kind: EntryKind
  class: string | null
  currency: string
  amount_minor: bigint
  fee_minor: bigint
  net_minor: bigint
}>

/** The last few rows of the ledger, newest first; only of the last weeks, so that it stays quick. */
export function latestEntries(reader: Reader, today: Day): Promise<LatestEntry[]> {
  return entriesBehind(reader, { from: addDays(today, -31) })
    .select(['entry.id', 'entry.occurred_at', 'entry.kind', 'label.class', 'entry.currency'])
    .select(['entry.amount_minor', 'entry.fee_minor', 'entry.net_minor'])
    .orderBy('entry.day', 'desc')
    .orderBy('entry.occurred_at', 'desc')
    .orderBy('entry.id', 'desc')
    .limit(8)
    .execute()
}
