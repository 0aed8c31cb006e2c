import type { ColumnType } from 'kysely'
import type { Fixed, FixedInstant, Instant } from './columns.ts'

/** What somebody did with a membership, named by the form that asked for it; open until it has ended. */
export type MembershipActTable = {
  member_id: string
  id: Fixed<string>
  subscription: Fixed<string>
  act: Fixed<string>
  reason: string | null
  /** In the person's own words. */
  comment: string | null
  /** How it stood when Stripe was asked; null until then. */
  before: ColumnType<object | null, null, string>
  began_at: Instant
  ended_at: Instant | null
  outcome: 'done' | 'refused' | 'given_up' | null
}
/**
 * A try of our own at a bill that is open, made once: by a new way to pay (Stripe's id), or by the known
 * one on a day after the first failure (`day_7`).
 */
export type CardRetryTable = {
  member_id: string
  invoice: Fixed<string>
  method: Fixed<string>
  noted_at: FixedInstant
  tried_at: Instant | null
  outcome: 'paid' | 'declined' | 'same_method' | 'not_open' | null
}
