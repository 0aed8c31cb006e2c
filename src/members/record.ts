import type { Reader } from '../platform/database/connection.ts'
import type { SubscriptionStatus } from '../platform/database/schema.ts'
import { type MemberRow, memberAt } from './directory.ts'

export type SubscriptionRow = Readonly<{
  id: string
  status: SubscriptionStatus
  raw_status: string
  paused: boolean
  frequency: 'monthly' | 'yearly' | 'other'
  amount_minor: bigint
  currency: string
  started_at: Date
  period_end: Date | null
  ends_at: Date | null
  ended_at: Date | null
  end_reason: string | null
  campaign: string | null
  article: string | null
}>
export type PaymentRow = Readonly<{
  id: string
  class: 'membership' | 'gift' | null
  state: 'succeeded' | 'pending' | 'failed'
  failure: string | null
  amount_minor: bigint
  refunded_minor: bigint
  currency: string
  dispute: 'none' | 'open' | 'won' | 'lost'
  made_at: Date
}>
/** Everything that we keep about one person's support, newest first. */
export type MemberRecord = Readonly<{
  member: MemberRow
  subscriptions: readonly SubscriptionRow[]
  payments: readonly PaymentRow[]
}>

/** One person's record with the state they have at `now`, or null when there is no such person. */
export async function memberRecord(
  reader: Reader,
  id: string,
  now: Date,
): Promise<MemberRecord | null> {
  const member = await memberAt(reader, id, now)
  if (member === null) return null
  return {
    member,
    subscriptions: await subscriptionsOf(reader, id),
    payments: await paymentsOf(reader, id),
  }
}

function subscriptionsOf(reader: Reader, memberId: string): Promise<SubscriptionRow[]> {
  return reader
    .selectFrom('subscription')
    .select(['id', 'status', 'raw_status', 'paused', 'frequency', 'amount_minor', 'currency'])
    .select(['started_at', 'period_end', 'ends_at', 'ended_at', 'end_reason'])
    .select(['campaign', 'article'])
    .where('member_id', '=', memberId)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

function paymentsOf(reader: Reader, memberId: string): Promise<PaymentRow[]> {
  return reader
    .selectFrom('payment')
    .select(['id', 'class', 'state', 'failure', 'amount_minor', 'refunded_minor', 'currency'])
    .select(['dispute', 'made_at'])
    .where('member_id', '=', memberId)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}
