// Written by hand: unions where the database has checks. A test compares it with the migrated database.
import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { Day, Fixed, FixedInstant, Instant } from './columns.ts'
import type {
  ApiKeyTable,
  AuthAccountTable,
  AuthSessionTable,
  AuthUserTable,
  AuthVerificationTable,
  DevMailTable,
  StaffTable,
} from './sign-in-tables.ts'

export type MemberState =
  | 'member'
  | 'grace'
  | 'suspended'
  | 'pending'
  | 'ended'
  | 'supporter'
  | 'former_supporter'
  | 'unclear'
export type SubscriptionStatus =
  | 'active'
  | 'trialing'
  | 'past_due'
  | 'unpaid'
  | 'paused'
  | 'incomplete'
  | 'incomplete_expired'
  | 'canceled'
  | 'unknown'
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
export type ProofKind = 'balance' | 'payout' | 'day' | 'objects'

export type AuditTable = {
  id: Fixed<string>
  at: FixedInstant
  who: Fixed<string>
  act: Fixed<string>
  subject: Fixed<string>
  before: ColumnType<object | null, string | null, never>
  after: ColumnType<object | null, string | null, never>
  reason: Fixed<string | null>
}
export type RequestCountTable = { key: string; window_start: Instant; hits: number }

/** One row, locked by whoever writes what follows from Stripe's objects. */
type SyncTurnTable = { id: string }

export type InboxTable = {
  object_key: Fixed<string>
  event_id: Fixed<string>
  type: Fixed<string>
  object_type: Fixed<string>
  api_version: Fixed<string | null>
  livemode: Fixed<boolean>
  created: FixedInstant
  origin: ColumnType<'webhook' | 'sweep', 'webhook' | 'sweep' | undefined, never>
  state: Generated<'new' | 'done' | 'ignored' | 'other_mode' | 'shelved'>
  payload: string | null
  received_at: FixedInstant
  done_at: Instant | null
}
export type ObjectLeaseTable = {
  object_key: Fixed<string>
  object_type: string
  version: Generated<bigint>
  leased_until: Instant | null
  attempts: Generated<number>
  next_at: ColumnType<Date, Date | undefined, Date>
  failure: string | null
  shelved_at: Instant | null
  known_at: Instant | null
}
export type WatermarkTable = { sweep: string; mark: Instant; ran_at: Instant }
export type SweepFindTable = { sweep: string; object: string; id: string; found_at: Instant }
export type SweepDayTable = {
  sweep: Fixed<string>
  day: Day
  runs: number
  listed: bigint
  found: number
}
export type BackfillTable = {
  since: Day
  list: Fixed<string>
  begun_at: FixedInstant
  after: string | null
  reached: Instant | null
  objects: Generated<bigint>
  done_at: Instant | null
}

export type MemberTable = {
  id: Fixed<string>
  email: string | null
  name: string | null
  state: MemberState
  raw_status: string | null
  since: Instant | null
  until: Instant | null
  ending: Generated<boolean>
  frequency: string | null
  amount_minor: bigint | null
  currency: string | null
  created_at: FixedInstant
  updated_at: Instant
}
export type MemberEmailTable = { email: Fixed<string>; member_id: string }
export type MemberCustomerTable = {
  customer: Fixed<string>
  member_id: string
  deleted_at: Instant | null
  card_last4: string | null
  /** `2030-08`. */
  card_expires: string | null
  card_noted_at: Instant | null
}
export type SubscriptionTable = {
  member_id: string
  id: Fixed<string>
  customer: string
  status: SubscriptionStatus
  raw_status: string
  /** The last status that we knew, while `status` is `unknown`: access stays as it was. */
  known_status: SubscriptionStatus | null
  paused: Generated<boolean>
  started_at: Instant
  period_end: Instant | null
  ends_at: Instant | null
  ended_at: Instant | null
  end_reason: string | null
  unpaid_since: Instant | null
  amount_minor: bigint
  currency: string
  frequency: 'monthly' | 'yearly' | 'other'
  interval_unit: string
  interval_count: number
  campaign: string | null
  article: string | null
  seen_at: Instant
  /** Of a pause by status its reason, of paused collection what becomes of invoices meanwhile. */
  pause_reason: string | null
  resumes_at: Instant | null
  trial_ends_at: Instant | null
  end_feedback: string | null
  recipient_ref: string | null
}
export type SubscriptionChangeTable = {
  subscription: Fixed<string>
  event_id: Fixed<string>
  at: FixedInstant
  kind: Fixed<'created' | 'updated' | 'deleted'>
  status_before: Fixed<string | null>
  status: Fixed<string>
  paused_before: Fixed<boolean | null>
  paused: Fixed<boolean>
  amount_before_minor: Fixed<bigint | null>
  amount_minor: Fixed<bigint>
  currency: Fixed<string>
  interval_unit_before: Fixed<string | null>
  interval_count_before: Fixed<number | null>
  interval_unit: Fixed<string>
  interval_count: Fixed<number>
  ends_at_before: ColumnType<Date | null, Date | null, never>
  ends_at: ColumnType<Date | null, Date | null, never>
}
export type PaymentTable = {
  member_id: string
  id: Fixed<string>
  payment_intent: string | null
  class: ReaderClass | null
  state: 'succeeded' | 'pending' | 'failed'
  failure: string | null
  amount_minor: bigint
  refunded_minor: Generated<bigint>
  currency: string
  dispute: Generated<'none' | 'open' | 'won' | 'lost'>
  made_at: Instant
  presented_minor: bigint | null
  presented_currency: string | null
  refund_pending_minor: Generated<bigint>
  /** The bank took it back after it had succeeded. */
  returned: Generated<boolean>
  recipient_ref: string | null
  dispute_reason: string | null
  dispute_due_at: Instant | null
  fraud_warning: string | null
  fraud_warned_at: Instant | null
}
export type RefundTable = {
  member_id: string
  id: Fixed<string>
  payment: Fixed<string>
  state: 'succeeded' | 'pending' | 'failed' | 'canceled'
  failure: string | null
  amount_minor: bigint
  currency: string
  made_at: Instant
}
export type FailedAttemptTable = {
  id: Fixed<string>
  failed_at: Instant
  customer: string | null
  reason: string | null
  risk_level: string | null
  amount_minor: bigint
  currency: string
  country: string | null
}
export type AbandonedCheckoutTable = {
  id: Fixed<string>
  member_id: string | null
  mode: Fixed<'payment' | 'subscription' | 'other'>
  amount_minor: Fixed<bigint | null>
  currency: Fixed<string | null>
  campaign: Fixed<string | null>
  article: Fixed<string | null>
  made_at: FixedInstant
  expired_at: ColumnType<Date | null, Date | null, never>
}
export type UnknownValueTable = {
  object: Fixed<string>
  field: Fixed<string>
  value: Fixed<string>
  first_seen: FixedInstant
  last_seen: Instant
  times: Generated<bigint>
  example: string
}
export type InvoiceTable = {
  id: Fixed<string>
  subscription: string | null
  member_id: string | null
  status: string
  billing_reason: string | null
  amount_due_minor: bigint
  amount_paid_minor: bigint
  currency: string
  attempt_count: Generated<number>
  next_attempt_at: Instant | null
  period_start: Instant | null
  period_end: Instant | null
  campaign: string | null
  article: string | null
  created: Instant
  seen_at: Instant
  /** Where the person can pay it, or confirm the payment, themselves. */
  pay_url: string | null
}

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
  labelled_at: FixedInstant
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
export type ExpectationTable = {
  from_month: string
  declared_at: Instant
  classes: string[]
  declared_by: string
}
export type RateTable = {
  base: Fixed<string>
  currency: Fixed<string>
  day: Day
  rate: Fixed<string>
  source: Fixed<string>
  imported_at: FixedInstant
}
export type MonthTable = {
  month: Fixed<string>
  state: 'closed' | 'open'
  closed_by: string | null
  closed_at: Instant | null
  hash: string | null
}
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
export type CheckoutOrderTable = {
  nonce: Fixed<string>
  member_ref: Fixed<string>
  frequency: Fixed<'once' | 'monthly' | 'yearly'>
  amount_minor: Fixed<bigint>
  currency: Fixed<string>
  base_minor: Fixed<bigint>
  campaign: Fixed<string | null>
  article: Fixed<string | null>
  tier: Fixed<string | null>
  return_to: Fixed<string | null>
  session: string | null
  url: string | null
  created_at: FixedInstant
  expires_at: FixedInstant
}

export type Schema = {
  auth_user: AuthUserTable
  auth_session: AuthSessionTable
  auth_account: AuthAccountTable
  auth_verification: AuthVerificationTable
  staff: StaffTable
  api_key: ApiKeyTable
  dev_mail: DevMailTable
  audit: AuditTable
  request_count: RequestCountTable
  inbox: InboxTable
  object_lease: ObjectLeaseTable
  sync_turn: SyncTurnTable
  watermark: WatermarkTable
  sweep_find: SweepFindTable
  sweep_day: SweepDayTable
  backfill: BackfillTable
  member: MemberTable
  member_email: MemberEmailTable
  member_customer: MemberCustomerTable
  subscription: SubscriptionTable
  subscription_change: SubscriptionChangeTable
  payment: PaymentTable
  refund: RefundTable
  invoice: InvoiceTable
  failed_attempt: FailedAttemptTable
  abandoned_checkout: AbandonedCheckoutTable
  unknown_value: UnknownValueTable
  entry: EntryTable
  entry_label: EntryLabelTable
  origin: OriginTable
  entry_payout: EntryPayoutTable
  payout: PayoutTable
  quarantine: QuarantineTable
  income: IncomeTable
  income_reversal: IncomeReversalTable
  income_payer: IncomePayerTable
  income_document: IncomeDocumentTable
  expectation: ExpectationTable
  rate: RateTable
  month: MonthTable
  proof: ProofTable
  checkout_order: CheckoutOrderTable
}
