import type { Fixed, FixedInstant, Instant } from './columns.ts'

export type NewsletterConsentTable = {
  /** A part of a keyed hash: what stays of an address that was erased. */
  address_hash: Fixed<string>
  id: Fixed<string>
  list: Fixed<string>
  /** In small letters; null once erased. */
  address: string | null
  language: string
  /** What was agreed to, as it was read. */
  wording: string
  source: string
  asked_at: Instant
  confirmed_at: Instant | null
  confirmed_by: 'mail' | 'account' | null
  ended_at: Instant | null
  ended_by: 'mail' | 'one_click' | 'account' | 'staff' | null
}
export type ReminderTable = {
  address_hash: Fixed<string>
  id: Fixed<string>
  kind: Fixed<'month' | 'unfinished'>
  /** The month (`2027-05`), or the form of the order that was left unfinished. */
  about: Fixed<string>
  address: Fixed<string>
  language: Fixed<string>
  wording: Fixed<string>
  asked_at: FixedInstant
  due_at: FixedInstant
}
export type MonthlyDeclinedTable = { payment_intent: Fixed<string>; declined_at: FixedInstant }
