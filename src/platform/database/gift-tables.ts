import type { Generated } from 'kysely'
import type { Fixed, FixedInstant, Instant } from './columns.ts'

/** A membership that somebody pays for somebody else; what has happened to it stands as times. */
export type GiftMembershipTable = {
  /** The form of its order. */
  id: Fixed<string>
  member_id: string | null
  paid_by: string | null
  months: Fixed<number>
  /** Null once they were erased. */
  recipient_name: string | null
  recipient_email: string | null
  giver_name: string | null
  message: string | null
  language: string
  deliver_on: string
  ordered_at: FixedInstant
  paid_at: Instant | null
  delivered_at: Instant | null
  letters: Generated<number>
  expires_at: Instant | null
  redeemed_at: Instant | null
  redeemed_by: string | null
  refunded_at: Instant | null
}
/** A membership that its holder pays nothing for. */
export type MembershipGrantTable = {
  member_id: string
  id: Fixed<string>
  since: FixedInstant
  until: FixedInstant
  reason: Fixed<string>
  ended_at: Instant | null
  noted_at: FixedInstant
}
