import { type RawBuilder, sql } from 'kysely'
import type { Database, Reader } from '../platform/database/connection.ts'

/** Who gave once does not want to be asked to give monthly: kept by the payment they were asked with. */
export async function declineMonthly(
  db: Database,
  { payment_intent, at }: Readonly<{ payment_intent: string; at: Date }>,
): Promise<void> {
  await db
    .insertInto('monthly_declined')
    .values({ payment_intent, declined_at: at })
    .onConflict((conflict) => conflict.column('payment_intent').doNothing())
    .execute()
}

/**
 * Whether whoever made this payment may be asked to give monthly: not once they have said no, with any
 * gift of theirs, nor while they are a member. Of a payment that has not come yet only its own no counts.
 */
export async function mayAskMonthly(reader: Reader, payment_intent: string): Promise<boolean> {
  const person = sql`(select member_id from payment where payment_intent = ${payment_intent} limit 1)`
  const { ask } = await reader
    .selectFrom(
      sql<{ ask: boolean }>`(select not exists (
          select from monthly_declined where payment_intent = ${payment_intent}
        ) and ${isAskable(person)} as ask)`.as('asked'),
    )
    .select('ask')
    .executeTakeFirstOrThrow()
  return ask
}

/** The latest gift of somebody who gave, holds no membership and has not said no; null for all others. */
export async function giftToAskWith(
  reader: Reader,
  person: string,
): Promise<Readonly<{ payment_intent: string; currency: string }> | null> {
  const row = await reader
    .selectFrom('payment')
    .select(['payment_intent', 'currency'])
    .where('member_id', '=', person)
    .where('class', '=', 'gift')
    .where('state', '=', 'succeeded')
    .where('payment_intent', 'is not', null)
    .where(isAskable(sql`${person}::text`))
    .orderBy('made_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined || row.payment_intent === null) return null
  return { payment_intent: row.payment_intent, currency: row.currency }
}

function isAskable(person: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(not exists (
      select from payment p join monthly_declined d on d.payment_intent = p.payment_intent
      where p.member_id = ${person}
    ) and not exists (
      select from subscription s where s.member_id = ${person}
        and s.status in ('active', 'trialing', 'past_due', 'unpaid', 'paused')
    ))`
}
