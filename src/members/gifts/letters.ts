import { type Selectable, sql, type Transaction } from 'kysely'
import * as z from 'zod'
import { type Clock, secondsAfter } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import type { GiftMembershipTable } from '../../platform/database/gift-tables.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { dayOf } from '../../platform/day.ts'
import { withinLimit } from '../../platform/http/limits.ts'
import { type NewMail, queueMails } from '../../platform/mail/queued.ts'
import { monthsAfter } from '../membership.ts'
import { redeemableMonths } from './gift.ts'

type Trx = Transaction<Schema>
type Row = Selectable<GiftMembershipTable>

/** What the letters about a gift are written from; the link in them is signed when they leave. */
export const giftFacts = z.object({
  gift: z.string(),
  months: z.int(),
  recipient_name: z.string(),
  giver_name: z.string().nullable(),
  message: z.string().nullable(),
  expires_at: z.coerce.date(),
})

/** So many are delivered in one transaction. */
const batch = 200
const hour_s = 3600
const notice_s = 30 * 24 * hour_s

type Deps = Readonly<{
  config: Readonly<{ reportingTimezone: string }>
  db: Database
  clock: Clock
}>

/**
 * Delivers the gifts whose day has come and tells givers of those that nobody redeems; once an hour of
 * business time, by whichever process comes first.
 */
export async function tendGifts(deps: Deps): Promise<void> {
  const { db, clock, config } = deps
  const now = clock.now()
  const turn = await withinLimit(db, { key: 'gifts', limit: 1, window_s: hour_s, now })
  if (!turn.ok) return
  const today = dayOf(now, config.reportingTimezone)
  for (let sent = batch; sent === batch; ) {
    sent = await db.transaction().execute((trx) => deliverGifts(trx, { now, today }))
  }
  await db.transaction().execute((trx) => tellOfExpiry(trx, now))
}

/** Sends the letters of paid gifts whose day has come, each once; answers how many. */
export async function deliverGifts(
  trx: Trx,
  { now, today }: Readonly<{ now: Date; today: string }>,
): Promise<number> {
  const due = await trx
    .selectFrom('gift_membership')
    .select('id')
    .where('deliver_on', '<=', today)
    .where('paid_at', 'is not', null)
    .where('delivered_at', 'is', null)
    .where('refunded_at', 'is', null)
    .orderBy('id')
    .limit(batch)
    .forUpdate()
    .skipLocked()
    .execute()
  if (due.length === 0) return 0
  const rows = await trx
    .updateTable('gift_membership')
    .set((eb) => ({
      delivered_at: now,
      expires_at: monthsAfter(now, redeemableMonths),
      letters: eb('letters', '+', 1),
    }))
    .where('id', '=', sql<string>`any(${due.map(({ id }) => id)})`)
    .returningAll()
    .execute()
  await queueMails(trx, rows.flatMap(letterOf), now)
  return due.length
}

/** Sends the letter of a delivered gift once more; false of one that has no use for it. */
export async function sendAgain(trx: Trx, id: string, now: Date): Promise<boolean> {
  const row = await trx
    .updateTable('gift_membership')
    .set((eb) => ({ letters: eb('letters', '+', 1) }))
    .where('id', '=', id)
    .where('expires_at', '>', now)
    .where('redeemed_at', 'is', null)
    .where('refunded_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) return false
  await queueMails(trx, letterOf(row), now)
  return true
}

/** To whom it is for, else to the giver, who hands the link on themselves. */
function letterOf(row: Row): NewMail[] {
  const { id, recipient_email: address, language, letters, member_id } = row
  const facts = factsIn(row)
  if (facts === null) return []
  if (address !== null) {
    const key = `gift_delivered:${id}:${letters}`
    return [{ key, kind: 'gift_delivered', person: null, address, language, facts }]
  }
  if (member_id === null) return []
  return [{ key: `gift_ready:${id}:${letters}`, kind: 'gift_ready', person: member_id, facts }]
}

function factsIn({ id, months, recipient_name, giver_name, message, expires_at }: Row) {
  if (expires_at === null || recipient_name === null) return null
  return { gift: id, months, recipient_name, giver_name, message, expires_at }
}

/** A month before nobody can redeem it any more its giver hears of it, once. */
async function tellOfExpiry(trx: Trx, now: Date): Promise<void> {
  const rows = await trx
    .selectFrom('gift_membership')
    .selectAll()
    .where('delivered_at', 'is not', null)
    .where('redeemed_at', 'is', null)
    .where('refunded_at', 'is', null)
    .where('expires_at', '>', now)
    .where('expires_at', '<=', secondsAfter(now, notice_s))
    .execute()
  await queueMails(
    trx,
    rows.flatMap((row) => toGiver('gift_expiring', row)),
    now,
  )
}

/** A letter to whoever gave it. */
export function toGiver(kind: 'gift_expiring' | 'gift_redeemed', row: Row): NewMail[] {
  const facts = factsIn(row)
  if (facts === null || row.member_id === null) return []
  return [{ key: `${kind}:${row.id}`, kind, person: row.member_id, facts }]
}
