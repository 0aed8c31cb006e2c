import type { ColumnType, Generated } from 'kysely'
import type { Day, Fixed, FixedInstant, Instant, Rewritten, Written } from './columns.ts'
import type { ReaderClass } from './ledger-tables.ts'

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
  /** What they read, where they or their checkout have said it. */
  language: string | null
  /** When they had what names them removed; no word about them is taken any more. */
  erased_at: Instant | null
}
export type MemberEmailTable = {
  email: Fixed<string>
  member_id: string
  /** The same of addresses that were proven to be one person's; null stands alone. */
  circle: string | null
}
export type AddressRequestTable = {
  email: Fixed<string>
  /** The address that was signed in with. */
  asked_by: Fixed<string>
  member_id: string
  token_hash: string
  expires_at: Instant
}
export type MemberCustomerTable = {
  customer: Fixed<string>
  member_id: string
  deleted_at: Instant | null
  card_last4: string | null
  /** `2030-08`. */
  card_expires: string | null
  card_noted_at: Instant | null
  /** The card that paid last, by its Stripe id, and its last month. */
  pays_with: string | null
  pays_last4: string | null
  pays_until: string | null
  paid_at: Instant | null
  /** When Stripe made the customer, and what that one says; null before they have said it to us. */
  made_at: Instant | null
  email: string | null
  name: string | null
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
  /** Of its end. */
  tx: Rewritten
}
export type SubscriptionChangeTable = {
  subscription: Fixed<string>
  event_id: Fixed<string>
  at: FixedInstant
  /** The first three are events' own words, the others what was seen on the subscription itself. */
  kind: Fixed<'created' | 'updated' | 'deleted' | 'began' | 'seen' | 'ended'>
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
  /** On which it counts in figures: its own, or a later one when that month was closed already. */
  day: Day
  true_day: Fixed<string | null>
  price_before: ColumnType<object | null, string | null, never>
  price: ColumnType<object, string, never>
  pause_reason: Fixed<string | null>
  end_reason: Fixed<string | null>
  tx: Written
}
/** Something about a person changed that counts in figures and that no other row with a `tx` tells. */
export type PersonNewsTable = {
  person: Fixed<string>
  tx: ColumnType<string, never, never>
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
  disputed_at: Instant | null
  dispute_closed_at: Instant | null
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
  /** Of our own checkout its form, and the card's print. */
  nonce: string | null
  card: string | null
}
export type OrderWordsTable = {
  nonce: Fixed<string>
  member_id: string | null
  /** A payment intent, or of a membership its subscription. */
  paid_by: string | null
  dedication_kind: 'honour' | 'memory' | null
  dedication: string | null
  reason: string | null
  shown_as: 'public' | 'initials' | 'anonymous'
  public_name: string | null
  company: string | null
  tax_country: string | null
  tax_number: string | null
  said_at: FixedInstant
}
export type VariantPaymentTable = {
  paid_by: Fixed<string>
  variant: Fixed<string>
  noted_at: FixedInstant
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
  /** Stripe's id of what the person pays for. */
  product: string | null
  created: Instant
  seen_at: Instant
  /** Where the person can pay it, or confirm the payment, themselves. */
  pay_url: string | null
  /** The earliest that anything told of a payment in vain. */
  first_failed_at: Instant | null
  paid_at: Instant | null
  /** Of the days that it bills. */
  tx: Rewritten
}
