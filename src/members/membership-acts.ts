import { type Clock, secondsAfter } from '../platform/clock.ts'
import type { Database, Reader } from '../platform/database/connection.ts'
import type { Act } from './phase.ts'

type Deps = Readonly<{ db: Database; clock: Clock }>

/** An act as it was asked for. `id` names the form: sent again it is the same act. */
export type NewAct = Readonly<{
  id: string
  member_id: string
  subscription: string
  act: Act
  reason: string | null
  comment: string | null
}>

/**
 * `open`: it may go on, also where an earlier sending of the form was cut off. `busy`: another act on
 * this membership is at work.
 */
export type Opening = 'open' | 'done' | 'refused' | 'busy'

/** Longer than the calls of one act with their repeats. */
const longest_s = 60

/**
 * Writes an act down before Stripe is asked, one at a time for each membership; one that nothing has
 * been heard of for a minute gives way to the next.
 */
export function openAct({ db, clock }: Deps, act: NewAct): Promise<Opening> {
  const now = clock.now()
  return db.transaction().execute(async (trx) => {
    const theirs = { member_id: act.member_id, subscription: act.subscription }
    await trx
      .updateTable('membership_act')
      .set({ ended_at: now, outcome: 'given_up' })
      .where((eb) => eb.and({ ...theirs }))
      .where('id', '<>', act.id)
      .where('ended_at', 'is', null)
      .where('began_at', '<', secondsAfter(now, -longest_s))
      .execute()
    const opened = await trx
      .insertInto('membership_act')
      .values({ ...act, before: null, began_at: now, ended_at: null, outcome: null })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (opened !== undefined) return 'open'
    const before = await trx
      .selectFrom('membership_act')
      .select('outcome')
      .where('member_id', '=', act.member_id)
      .where('id', '=', act.id)
      .executeTakeFirst()
    return openingOf(before)
  })
}

function openingOf(before: { outcome: string | null } | undefined): Opening {
  if (before === undefined) return 'busy'
  if (before.outcome === null) return 'open'
  return before.outcome === 'done' ? 'done' : 'refused'
}

type Named = Pick<NewAct, 'member_id' | 'id'>

/** Keeps how the membership stood before the act, as its first sending found it. */
export async function noteBefore(
  db: Pick<Database, 'updateTable'>,
  { member_id, id }: Named,
  before: object,
): Promise<void> {
  await db
    .updateTable('membership_act')
    .set({ before: JSON.stringify(before) })
    .where('member_id', '=', member_id)
    .where('id', '=', id)
    .where('before', 'is', null)
    .execute()
}

/** Ends an act, with how it stood before; null when an earlier call has ended it. */
export async function endAct(
  db: Pick<Database, 'updateTable'>,
  { clock }: Pick<Deps, 'clock'>,
  { member_id, id, outcome }: Named & Readonly<{ outcome: 'done' | 'refused' }>,
): Promise<Readonly<{ before: object | null }> | null> {
  const ended = await db
    .updateTable('membership_act')
    .set({ ended_at: clock.now(), outcome })
    .where('member_id', '=', member_id)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('before')
    .executeTakeFirst()
  return ended ?? null
}

/** What became of the act of that form, for the page that tells of it; null of somebody else's. */
export async function actNamed(
  reader: Reader,
  { member_id, id }: Named,
): Promise<Readonly<{ subscription: string; act: string; outcome: string | null }> | null> {
  const row = await reader
    .selectFrom('membership_act')
    .select(['subscription', 'act', 'outcome'])
    .where('member_id', '=', member_id)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** Whether a membership is this person's own: they pay for it. */
export async function isHolder(
  reader: Reader,
  { person, subscription }: Readonly<{ person: string; subscription: string }>,
): Promise<boolean> {
  const row = await reader
    .selectFrom('subscription')
    .select('id')
    .where('member_id', '=', person)
    .where('id', '=', subscription)
    .executeTakeFirst()
  return row !== undefined
}
