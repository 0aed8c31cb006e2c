import { type Clock, secondsAfter } from './platform/clock.ts'
import type { Database } from './platform/database/connection.ts'
import { forgetCounts, withinLimit } from './platform/http/limits.ts'

type Deps = Readonly<{ db: Database; machineClock: Clock }>

const hour_s = 3600
const day_s = 24 * hour_s
/** Personal data in events is kept no longer (docs/decisions); id, type and object stay. */
const payloadsKept_s = 90 * day_s

/**
 * Removes what may not be kept for ever: payloads of old events, request counts of past windows,
 * sessions and links that have ended. Once an hour, whichever process or cron comes first.
 */
export async function keepHouse({ db, machineClock }: Deps): Promise<void> {
  const now = machineClock.now()
  const turn = await withinLimit(db, { key: 'housekeeping', limit: 1, window_s: hour_s, now })
  if (!turn.ok) return
  await forgetCounts(db, secondsAfter(now, -2 * hour_s))
  await forgetPayloads(db, secondsAfter(now, -payloadsKept_s))
  await db.deleteFrom('auth_session').where('expires_at', '<', now).execute()
  await db.deleteFrom('auth_verification').where('expires_at', '<', now).execute()
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
