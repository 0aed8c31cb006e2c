import { sql } from 'kysely'
import type { Reader } from '../platform/database/connection.ts'
import type { SubscriptionStatus } from '../platform/database/member-tables.ts'

/** A membership as its person's record shows it; reasons in Stripe's words, and `customer_deleted`. */
export type SubscriptionRow = Readonly<{
  id: string
  status: SubscriptionStatus
  raw_status: string
  paused: boolean
  pause_reason: string | null
  resumes_at: Date | null
  trial_ends_at: Date | null
  frequency: 'monthly' | 'yearly' | 'other'
  interval_unit: string
  interval_count: number
  amount_minor: bigint
  currency: string
  started_at: Date
  period_end: Date | null
  ends_at: Date | null
  ended_at: Date | null
  end_reason: string | null
  end_feedback: string | null
  campaign: string | null
  article: string | null
  /** Whom it is given to, by a reference of ours; null where its payer is the member. */
  recipient_ref: string | null
}>

/** One person's memberships, the youngest first; those of a deleted customer are over. */
export async function subscriptionsOf(
  reader: Reader,
  memberId: string,
): Promise<SubscriptionRow[]> {
  const rows = await reader
    .selectFrom('subscription as s')
    .leftJoin('member_customer as c', 'c.customer', 's.customer')
    .select(['s.id', 's.status', 's.raw_status', 's.paused', 's.pause_reason', 's.resumes_at'])
    .select(['s.trial_ends_at', 's.frequency', 's.interval_unit', 's.interval_count'])
    .select(['s.amount_minor', 's.currency', 's.started_at', 's.period_end', 's.ends_at'])
    .select(['s.end_feedback', 's.campaign', 's.article', 's.recipient_ref', 's.end_reason'])
    .select(sql<Date | null>`coalesce(s.ended_at, c.deleted_at)`.as('ended_at'))
    .select('c.deleted_at')
    .where('s.member_id', '=', memberId)
    .orderBy('s.started_at', 'desc')
    .orderBy('s.id', 'desc')
    .execute()
  return rows.map(({ deleted_at, ...row }) => (deleted_at === null ? row : endedWithCustomer(row)))
}

function endedWithCustomer(row: SubscriptionRow): SubscriptionRow {
  const end_reason = row.end_reason ?? 'customer_deleted'
  return { ...row, status: 'canceled', ends_at: null, end_reason }
}
