import { sql, type Transaction } from 'kysely'
import { type Reader, readerOf } from '../platform/database/connection.ts'
import type { Schema } from '../platform/database/schema.ts'
import { monthsAfter } from './membership.ts'

type Trx = Transaction<Schema>

/** A membership without a payment: `id` names its cause, so that one cause grants once. */
export type NewGrant = Readonly<{
  member_id: string
  id: string
  reason: string
  until: Date
  since: Date
}>

/** Writes the grant down; false where this cause has granted before. The member's row is the caller's to refresh. */
export async function writeGrant(trx: Trx, grant: NewGrant, noted_at: Date): Promise<boolean> {
  const written = await trx
    .insertInto('membership_grant')
    .values({ ...grant, ended_at: null, noted_at })
    .onConflict((conflict) => conflict.columns(['member_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return written !== undefined
}

/** So many calendar months (UTC) from `now`, or from the end of what they have been granted already. */
export async function monthsGrantedFrom(
  trx: Trx,
  { member_id, months, now }: Readonly<{ member_id: string; months: number; now: Date }>,
): Promise<Date> {
  const begin = (await grantedUntil(readerOf(trx), member_id, now)) ?? now
  return monthsAfter(begin, months)
}

/** Takes a grant back: it ends at `at`, unless it was over before. */
export async function endGrant(
  trx: Trx,
  { member_id, id, at }: Readonly<{ member_id: string; id: string; at: Date }>,
): Promise<void> {
  await trx
    .updateTable('membership_grant')
    .set({ ended_at: at })
    .where('member_id', '=', member_id)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('until', '>', at)
    .execute()
}

/** What these members have been granted, for their standing. */
export function grantsOf(trx: Trx, ids: readonly string[]) {
  return trx
    .selectFrom('membership_grant')
    .select(['member_id', 'since', 'until', 'ended_at'])
    .where('member_id', '=', sql<string>`any(${ids})`)
    .orderBy('since')
    .orderBy('id')
    .execute()
}

/** Until when what they were granted makes somebody a member; null where it does not. */
export async function grantedUntil(
  reader: Reader,
  member_id: string,
  now: Date,
): Promise<Date | null> {
  const row = await reader
    .selectFrom('membership_grant')
    .select(({ fn }) => fn.max('until').as('until'))
    .where('member_id', '=', member_id)
    .where('ended_at', 'is', null)
    .where('until', '>', now)
    .executeTakeFirst()
  return row?.until ?? null
}

/** Two members are one: what was granted to the one is granted to the other. */
export async function moveGrants(
  trx: Trx,
  { from, into }: Readonly<{ from: string; into: string }>,
): Promise<void> {
  await trx
    .updateTable('membership_grant')
    .set({ member_id: into })
    .where('member_id', '=', from)
    .execute()
}
