import type { ColumnType, JSONColumnType } from 'kysely'
import type { Day, Fixed, FixedInstant, Instant, Written } from './columns.ts'

export type EntryKind =
  | 'payment'
  | 'refund'
  | 'refund_failure'
  | 'dispute'
  | 'dispute_reversal'
  | 'payment_failure'
  | 'fee'
  | 'payout'
  | 'payout_reversal'
  | 'adjustment'
  | 'income'
  | 'unclassified'
export type EntrySource = 'stripe' | 'manual' | 'import'
export type ReaderClass = 'membership' | 'gift'
export type ProofKind = 'balance' | 'payout' | 'day' | 'objects' | 'month'
export type DeclarationKind =
  | 'cash'
  | 'campaign'
  | 'tax'
  | 'product'
  | 'accounts'
  | 'issuer'
  | 'receipt_wording'
  | 'offers'
  | 'dunning'
  | 'banner'
  | 'newsletter'

export type EntryTable = {
  id: Fixed<string>
  source: Fixed<EntrySource>
  kind: Fixed<EntryKind>
  occurred_at: FixedInstant
  day: Day
  currency: Fixed<string>
  amount_minor: Fixed<bigint>
  fee_minor: Fixed<bigint>
  net_minor: Fixed<bigint>
  exchange_rate: Fixed<string | null>
  stripe_type: Fixed<string | null>
  reporting_category: Fixed<string | null>
  balance_transaction: Fixed<string | null>
  charge: Fixed<string | null>
  payment_intent: Fixed<string | null>
  refund: Fixed<string | null>
  dispute: Fixed<string | null>
  payout: Fixed<string | null>
  /** Which of the account's balances; null, as before it was kept, is `payments`. */
  balance_type: Fixed<string | null>
  /** The day on which it happened, where the month of that day was closed when it was booked. */
  true_day: Fixed<string | null>
  tx: Written
}
export type EntryLabelTable = {
  entry_id: Fixed<string>
  version: Fixed<number>
  class: Fixed<string | null>
  member_id: Fixed<string | null>
  campaign: Fixed<string | null>
  article: Fixed<string | null>
  country: Fixed<string | null>
  invoice: Fixed<string | null>
  subscription: Fixed<string | null>
  product: Fixed<string | null>
  labelled_at: FixedInstant
  tx: Written
}
export type OriginTable = {
  key: Fixed<string>
  class: ReaderClass | null
  member_id: string | null
  campaign: string | null
  article: string | null
  country: string | null
  invoice: string | null
  subscription: string | null
  session: string | null
  product: string | null
  known_at: Instant
}
export type EntryPayoutTable = { entry_id: Fixed<string>; payout: string }
export type PayoutTable = {
  id: Fixed<string>
  amount_minor: bigint
  currency: string
  status: string
  automatic: boolean
  /** Stripe's day, which has no zone. */
  arrival: string
  /** Where it stands in the books: its arrival, or the first open day when it was learned of. */
  day: string
  /** The sum of what it took, once all of that is booked. */
  taken_minor: bigint | null
  created: Instant
  reconciliation_status: string
  trace_id: string | null
  failure: string | null
  balance_transaction: string | null
  failure_balance_transaction: string | null
  seen_at: Instant
}
export type QuarantineTable = {
  balance_transaction: Fixed<string>
  /** In the reporting zone; null where not even its time could be read. */
  day: string | null
  reason: string
  found_at: FixedInstant
}

/** `day`: on which it happened, whatever the month it is booked in. */
export type ReceiptDueTable = { day: Day; entry_id: Fixed<string> }
export type ReceiptCounterTable = { year: Fixed<number>; last: number }
export type ReceiptTable = {
  year: Fixed<number>
  number: Fixed<number>
  entry_id: Fixed<string>
  issued_at: FixedInstant
}
export type IncomeTable = {
  entry_id: Fixed<string>
  class: Fixed<string>
  channel: Fixed<string | null>
  document: Fixed<string>
  estimated: ColumnType<boolean, boolean | undefined, never>
  reverses: Fixed<string | null>
  reason: Fixed<string | null>
  entered_by: Fixed<string>
  entered_at: FixedInstant
}
export type IncomeReversalTable = { entry_id: Fixed<string>; reversal_id: Fixed<string> }
export type IncomePayerTable = { entry_id: Fixed<string>; payer: string }
export type IncomeDocumentTable = { document: string; class: string; entry_id: string }
/** What columns of a file mean, as it was chosen last for files with these columns. */
export type IncomeMappingTable = {
  signature: Fixed<string>
  mapping: ColumnType<object, string, string>
  used_by: string
  used_at: Instant
}
export type IncomeReferenceTable = {
  entry_id: Fixed<string>
  version: Fixed<number>
  reference: Fixed<string>
  given_by: Fixed<string>
  given_at: FixedInstant
}
export type ExpectationTable = {
  from_month: string
  declared_at: Instant
  classes: string[]
  declared_by: string
}
export type DeclarationTable = {
  kind: Fixed<DeclarationKind>
  key: Fixed<string>
  version: Fixed<number>
  from_day: ColumnType<string | null, string | null, never>
  terms: ColumnType<object, string, never>
  declared_by: Fixed<string>
  declared_at: FixedInstant
  reason: Fixed<string | null>
}
export type RateTable = {
  base: Fixed<string>
  currency: Fixed<string>
  day: Day
  rate: Fixed<string>
  source: Fixed<string>
  imported_at: FixedInstant
  tx: Written
}
export type MonthCloseTable = {
  month: Fixed<string>
  version: Fixed<number>
  closed_at: FixedInstant
  closed_by: Fixed<string>
  figures: ColumnType<object, string, never>
  rates: ColumnType<object, string, never>
  definitions: ColumnType<object, string, never>
  hash: Fixed<string>
}
export type MonthReopeningTable = {
  month: Fixed<string>
  version: Fixed<number>
  reopened_at: FixedInstant
  reopened_by: Fixed<string>
  reason: Fixed<string>
}
export type MonthTurnTable = { id: Fixed<'months'> }
export type ProofTable = {
  run_id: Fixed<string>
  id: Fixed<string>
  ran_at: FixedInstant
  ok: Fixed<boolean>
  kind: ColumnType<ProofKind, ProofKind | undefined, never>
  /** Null where objects are counted and not money. */
  currency: Fixed<string | null>
  expected_minor: Fixed<bigint>
  actual_minor: Fixed<bigint>
  difference_minor: Fixed<bigint>
  transactions: ColumnType<number, number | undefined, never>
  fingerprint: Fixed<string | null>
  detail: JSONColumnType<object | null>
}
