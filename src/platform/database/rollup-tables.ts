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

/**
 * A payment in the books' currency whose product is no contribution, as it was when last looked at.
 * Without days its bill is not known yet; without `exchanged` there is no rate.
 */
export type DeferredPaymentTable = {
  id: Fixed<string>
  day: Day
  member_id: Fixed<string | null>
  class: Fixed<string | null>
  campaign: Fixed<string | null>
  article: Fixed<string | null>
  country: Fixed<string | null>
  product: Fixed<string | null>
  invoice: Fixed<string>
  subscription: Fixed<string | null>
  /** It is paid for [service_from, service_to). */
  service_from: Fixed<string | null>
  service_to: Fixed<string | null>
  /** The first day on which nothing is left to earn. */
  ends: Fixed<string | null>
  /** What of it is earned day by day. */
  exchanged: Fixed<bigint | null>
  /** From each of these days on that much of it is left, as something was given back. */
  back_days: Fixed<string[] | null>
  back_held: Fixed<bigint[] | null>
}
/** A sum over deferred payments: not yet earned when the day begins, billed and given back on it. */
export type DeferredSumTable = {
  dimension: Fixed<'class' | 'campaign' | 'article' | 'country'>
  day: Day
  key: Fixed<string | null>
  class: Fixed<string | null>
  deferred: bigint
  billed: bigint
  refunded: bigint
}
