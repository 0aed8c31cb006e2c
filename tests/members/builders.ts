import type { Insertable } from 'kysely'
import type { Database } from '../../src/platform/database/connection.ts'
import type {
  MemberTable,
  PaymentTable,
  SubscriptionTable,
} from '../../src/platform/database/member-tables.ts'

let members = 0
const joined = new Date('2026-03-02T09:00:00Z')

/** A member as the sync would have written them; answers their id. */
export async function insertMember(
  db: Database,
  changed: Partial<Insertable<MemberTable>> = {},
): Promise<string> {
  members += 1
  const member = {
    id: `mem_made_${members}`,
    email: `reader${members}@example.org`,
    name: `Reader ${members}`,
    state: 'member' as const,
    raw_status: null,
    since: joined,
    until: null,
    frequency: 'monthly',
    amount_minor: 1000n,
    currency: 'EUR',
    created_at: joined,
    updated_at: joined,
    ...changed,
  }
  await db.insertInto('member').values(member).execute()
  return member.id
}

export async function insertSubscription(
  db: Database,
  changed: Partial<Insertable<SubscriptionTable>> & { member_id: string },
): Promise<void> {
  members += 1
  await db
    .insertInto('subscription')
    .values({
      id: `sub_${members}`,
      customer: 'cus_1',
      status: 'active',
      raw_status: 'active',
      started_at: joined,
      period_end: new Date('2026-07-02T09:00:00Z'),
      ends_at: null,
      ended_at: null,
      end_reason: null,
      unpaid_since: null,
      amount_minor: 1000n,
      currency: 'EUR',
      frequency: 'monthly',
      interval_unit: 'month',
      interval_count: 1,
      campaign: null,
      article: null,
      seen_at: joined,
      ...changed,
    })
    .execute()
}

export async function insertPayment(
  db: Database,
  changed: Partial<Insertable<PaymentTable>> & { member_id: string },
): Promise<void> {
  members += 1
  await db
    .insertInto('payment')
    .values({
      id: `ch_${members}`,
      payment_intent: `pi_${members}`,
      class: 'membership',
      state: 'succeeded',
      failure: null,
      amount_minor: 1000n,
      currency: 'EUR',
      made_at: joined,
      ...changed,
    })
    .execute()
}

/** Something of everything that a record can tell, of one membership and one payment. */
export async function insertWholeRecord(
  db: Database,
  { member_id, earlier, later }: { member_id: string; earlier: Date; later: Date },
): Promise<void> {
  const euros = { currency: 'EUR', member_id }
  await insertSubscription(db, { member_id, id: 'sub_1', status: 'past_due' })
  await insertPayment(db, { member_id, id: 'ch_1' })
  await db
    .insertInto('invoice')
    .values({
      ...{ ...euros, id: 'in_1', subscription: 'sub_1', status: 'open', attempt_count: 2 },
      ...{ amount_due_minor: 1000n, amount_paid_minor: 0n, created: earlier, seen_at: earlier },
      ...{ next_attempt_at: later, pay_url: 'https://pay.example.org/in_1' },
    })
    .execute()
  await db
    .insertInto('subscription_change')
    .values({
      ...{ subscription: 'sub_1', event_id: 'evt_1', at: earlier, kind: 'updated' },
      ...{ status_before: 'active', status: 'active', paused_before: false, paused: false },
      ...{ amount_before_minor: 500n, amount_minor: 1000n, currency: 'EUR' },
      ...{ interval_unit_before: 'month', interval_unit: 'month' },
      ...{ interval_count_before: 1, interval_count: 1, ends_at_before: null, ends_at: null },
      ...{ day: '2026-03-02', price: JSON.stringify({ items: [], discounts: [], terms: [] }) },
    })
    .execute()
  await db
    .insertInto('refund')
    .values({
      ...{ ...euros, id: 're_1', payment: 'ch_1', state: 'failed', failure: 'expired_card' },
      ...{ amount_minor: 300n, made_at: earlier },
    })
    .execute()
  await db
    .insertInto('abandoned_checkout')
    .values({
      ...{ ...euros, id: 'cs_1', mode: 'payment', amount_minor: 700n, campaign: null },
      ...{ article: null, made_at: earlier, expired_at: later },
    })
    .execute()
  await db
    .insertInto('member_customer')
    .values({
      ...{ customer: 'cus_1', member_id, deleted_at: null, card_last4: '4242' },
      ...{ card_expires: '2030-08', card_noted_at: earlier },
    })
    .execute()
}
