import { sql, type Transaction } from 'kysely'
import type { Schema } from '../../platform/database/schema.ts'
import { moneyIn } from '../../platform/money/money.ts'
import { frequencyOf } from '../frequency.ts'
import { type MembershipStep, stepsOf } from '../subscription-steps.ts'
import { type Announcement, announcement } from './announcement.ts'
import type { Window } from './payments.ts'

/**
 * What was changed about running memberships, told as long as it is still so: of two changes that are
 * learned together only the last one counts.
 */
export async function membershipSteps(
  trx: Transaction<Schema>,
  { members, since }: Window,
): Promise<Announcement[]> {
  const rows = await trx
    .selectFrom('subscription_change as c')
    .innerJoin('subscription as s', 's.id', 'c.subscription')
    .select(['c.subscription', 'c.event_id', 'c.at', 'c.kind', 'c.status_before', 'c.status'])
    .select(['c.paused_before', 'c.paused', 'c.amount_before_minor', 'c.amount_minor'])
    .select(['c.interval_unit_before', 'c.interval_count_before', 'c.interval_unit'])
    .select(['c.interval_count', 'c.ends_at_before', 'c.ends_at', 'c.pause_reason', 'c.end_reason'])
    .select(['c.currency', 's.member_id', 's.frequency', 's.resumes_at', 's.period_end'])
    .select(['s.status as stands', 's.paused as is_paused', 's.ends_at as is_ending_at'])
    .select(['s.amount_minor as now_minor', 's.interval_unit as now_unit'])
    .where('s.member_id', '=', sql<string>`any(${members})`)
    .where('s.recipient_ref', 'is', null)
    .where('s.status', '!=', 'canceled')
    .where('c.at', '>=', since)
    .where('c.kind', '=', 'updated')
    .orderBy('c.at')
    .execute()
  return rows.flatMap((row) => stepsOf(row).flatMap((step) => told(row, step)))
}

type Step = Parameters<typeof stepsOf>[0] &
  Readonly<{
    member_id: string
    frequency: 'monthly' | 'yearly' | 'other'
    resumes_at: Date | null
    period_end: Date | null
    stands: string
    is_paused: boolean
    is_ending_at: Date | null
    now_minor: bigint
    now_unit: string
  }>

/** Payments that fail and are made after all are told as payments. */
function told(row: Step, step: MembershipStep): Announcement[] {
  const { subscription, at, member_id: person, ends_at, period_end: next_at } = row
  const base = { about: `${subscription}:${at.getTime() / 1000}`, person, at }
  const facts = { subscription, amount: moneyIn(row), frequency: row.frequency }
  const isPaused = row.is_paused || row.stands === 'paused'
  switch (step) {
    case 'membership_changed':
      return isWorthThat(row) ? changed(row, base, { ...facts, next_at }) : []
    case 'membership_paused':
      if (!isPaused) return []
      return [announcement(step, { ...base, facts: { ...facts, resumes_at: row.resumes_at } })]
    case 'membership_resumed':
      return isPaused ? [] : [announcement(step, { ...base, facts: { ...facts, next_at } })]
    case 'membership_told_to_end':
      if (ends_at === null || row.is_ending_at?.getTime() !== ends_at.getTime()) return []
      return [announcement('membership_ending', { ...base, facts: { ...facts, ends_at } })]
    case 'membership_stays':
      if (row.is_ending_at !== null) return []
      return [announcement('membership_staying', { ...base, facts: { ...facts, next_at } })]
    case 'membership_failing':
    case 'membership_unpaid':
    case 'membership_recovered':
      return []
  }
}

function isWorthThat({ amount_minor, now_minor, interval_unit, now_unit }: Step): boolean {
  return amount_minor === now_minor && interval_unit === now_unit
}

type Base = Readonly<{ about: string; person: string; at: Date }>
type ChangedFacts = Readonly<{
  subscription: string
  amount: ReturnType<typeof moneyIn>
  frequency: Step['frequency']
  next_at: Date | null
}>

/** Of one that does not say what stood before there is nothing to compare. */
function changed(row: Step, base: Base, facts: ChangedFacts): Announcement[] {
  const { amount_before_minor, interval_unit_before, interval_count_before, currency } = row
  if (amount_before_minor === null || interval_unit_before === null) return []
  const before = moneyIn({ amount_minor: amount_before_minor, currency })
  const frequency_before = frequencyOf(interval_unit_before, interval_count_before ?? 1)
  const more = { before, frequency_before }
  return [announcement('membership_changed', { ...base, facts: { ...facts, ...more } })]
}
