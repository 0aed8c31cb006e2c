import { forgetUnconfirmed } from './members/newsletters/consent.ts'
import { type Clock, secondsAfter } from './platform/clock.ts'
import type { Database } from './platform/database/connection.ts'
import { forgetCounts, withinLimit } from './platform/http/limits.ts'

/** `clock`: business time, by which orders are made. */
type Deps = Readonly<{ db: Database; clock: Clock; machineClock: Clock }>

const hour_s = 3600
const day_s = 24 * hour_s
/** Personal data in events is kept no longer (docs/decisions); id, type and object stay. */
const payloadsKept_s = 90 * day_s
/** An order can be paid for a day, and a bank debit's news come with the payment: then its words are lost. */
const unpaidKept_s = 3 * day_s

/**
 * Removes what may not be kept for ever: payloads of old events, request counts of past windows, what
 * was said with orders that nobody paid and from where they came, newsletters that nobody confirmed, sessions and links that have ended. Once an hour, whichever process or cron comes first.
 */
export async function keepHouse({ db, clock, machineClock }: Deps): Promise<void> {
  const now = machineClock.now()
  const turn = await withinLimit(db, { key: 'housekeeping', limit: 1, window_s: hour_s, now })
  if (!turn.ok) return
  await forgetCounts(db, secondsAfter(now, -2 * hour_s))
  await forgetPayloads(db, secondsAfter(now, -payloadsKept_s))
  await forgetUnpaid(db, secondsAfter(clock.now(), -unpaidKept_s))
  await forgetUnconfirmed(db, clock.now())
  await db.deleteFrom('auth_session').where('expires_at', '<', now).execute()
  await db.deleteFrom('auth_verification').where('expires_at', '<', now).execute()
  await db.deleteFrom('address_request').where('expires_at', '<', now).execute()
}

async function forgetUnpaid(db: Database, before: Date): Promise<void> {
  await db
    .deleteFrom('order_words')
    .where('member_id', 'is', null)
    .where('said_at', '<', before)
    .execute()
  await db
    .deleteFrom('gift_membership')
    .where('member_id', 'is', null)
    .where('ordered_at', '<', before)
    .execute()
  await db
    .updateTable('checkout_order')
    .set({ visitor: null })
    .where('created_at', '<', before)
    .where('visitor', 'is not', null)
    .execute()
}

async function forgetPayloads(db: Database, before: Date): Promise<void> {
  await db
    .updateTable('inbox')
    .set({ payload: null })
    .where('received_at', '<', before)
    .where('payload', 'is not', null)
    .where('state', 'in', ['done', 'ignored', 'other_mode'])
    .execute()
}
