import type { JSONColumnType } from 'kysely'
import type { Day, Fixed } from './columns.ts'
import type { EntryKind, EntrySource } from './ledger-tables.ts'

/** How far each part of what is kept has come. */
export type RollupMarkTable = {
  part: Fixed<string>
  /** Everything that transactions before it wrote is in the part. */
  mark: string
  /** The rules that it was made by; made by others it is made anew. */
  made_by: string[]
  /** While it is being made, how far that is; null once it is whole. */
  reached: string | null
  passed_at: Date
}

/** A sum over entries in the books' currency alike in everything that stands before the amounts. */
export type LedgerSumTable = {
  dimension: Fixed<'class' | 'campaign' | 'article' | 'country'>
  grain: Fixed<'day' | 'month'>
  start: Day
  key: Fixed<string | null>
  kind: Fixed<EntryKind>
  source: Fixed<EntrySource>
  class: Fixed<string | null>
  amount: bigint
  tax: bigint
  fee: bigint
  entries: bigint
}

/** What one person's facts came to when they were last looked at. */
export type PersonLinesTable = {
  person: Fixed<string>
  lines: JSONColumnType<object>
}
/** The sum of all persons' lines alike in the three. */
export type PersonSumTable = {
  measure: Fixed<string>
  at: Day
  key: Fixed<string>
  value: string
}
