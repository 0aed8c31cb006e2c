import type { Insertable } from 'kysely'
import type { Database } from '../../src/platform/database/connection.ts'
import type {
  MemberTable,
  PaymentTable,
  SubscriptionTable,
} from '../../src/platform/database/schema.ts'

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
