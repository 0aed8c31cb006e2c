import { sql, type Transaction } from 'kysely'
import type { Schema } from '../../platform/database/schema.ts'
import { moneyIn } from '../../platform/money/money.ts'
import { type Announcement, announcement } from './announcement.ts'
import type { Window } from './payments.ts'

/** Which memberships began and which are over. One that is given to somebody is told to them elsewhere. */
export async function membershipNews(
  trx: Transaction<Schema>,
  window: Window,
): Promise<Announcement[]> {
  return [...(await begun(trx, window)), ...(await ended(trx, window))]
}

async function begun(trx: Transaction<Schema>, { members, since }: Window) {
  const rows = await own(trx, members)
    .where('started_at', '>=', since)
    .where('status', 'in', ['active', 'trialing'])
    .execute()
  return rows.map(({ id: subscription, member_id: person, started_at: at, ...row }) => {
    const facts = { subscription, amount: moneyIn(row), frequency: row.frequency }
    return announcement('membership_started', {
      ...{ about: subscription, person, at },
      facts: { ...facts, next_at: row.period_end },
    })
  })
}

async function ended(trx: Transaction<Schema>, { members, since }: Window) {
  const rows = await own(trx, members)
    .where('ended_at', '>=', since)
    .where('status', '=', 'canceled')
    .execute()
  return rows.flatMap(({ id: subscription, member_id: person, ended_at, ...row }) => {
    if (ended_at === null) return []
    const facts = { subscription, amount: moneyIn(row), frequency: row.frequency }
    return announcement('membership_ended', {
      ...{ about: subscription, person, at: ended_at },
      facts: { ...facts, ended_at, reason: row.end_reason },
    })
  })
}

function own(trx: Transaction<Schema>, members: readonly string[]) {
  return trx
    .selectFrom('subscription')
    .select(['id', 'member_id', 'amount_minor', 'currency', 'frequency', 'started_at'])
    .select(['period_end', 'ended_at', 'end_reason'])
    .where('member_id', '=', sql<string>`any(${members})`)
    .where('recipient_ref', 'is', null)
}
