import { sql, type Transaction } from 'kysely'
import { type Clock, secondsAfter } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { dayOf, startOfDay } from '../../platform/day.ts'
import { withinLimit } from '../../platform/http/limits.ts'
import { moneyIn } from '../../platform/money/money.ts'
import { announce } from './announce.ts'
import { type Announcement, announcement } from './announcement.ts'
import { givenIn } from './year-given.ts'

export type UpcomingDeps = Readonly<{
  config: Readonly<{ renewalNotice_days: number; reportingTimezone: string }>
  db: Database
  clock: Clock
  machineClock: Clock
}>

const hour_s = 3600
const day_s = 24 * hour_s
const cardNotice_days = 30
/** So many are said in one transaction. */
const batch = 500

type Look = (trx: Transaction<Schema>, deps: UpcomingDeps, now: Date) => Promise<Announcement[]>

/**
 * Says what the calendar brings and nobody does: a yearly charge ahead, a card about to end, a year
 * that is over. Looked at once an hour of business time, by whichever process comes first.
 */
export async function announceUpcoming(deps: UpcomingDeps): Promise<void> {
  const { db, clock } = deps
  const now = clock.now()
  const turn = await withinLimit(db, { key: 'upcoming', limit: 1, window_s: hour_s, now })
  if (!turn.ok) return
  for (const look of [renewals, cardEnds, years]) {
    for (let found = batch; found === batch; ) found = await said(deps, look, now)
  }
}

function said(deps: UpcomingDeps, look: Look, now: Date): Promise<number> {
  return deps.db.transaction().execute(async (trx) => {
    const found = await look(trx, deps, now)
    await announce(trx, found, { now, machineNow: deps.machineClock.now(), quiet: false })
    return found.length
  })
}

/** Once a period; a membership that is paused or ends is not charged. */
const renewals: Look = async (trx, { config }, now) => {
  const rows = await running(trx)
    .where('s.frequency', '=', 'yearly')
    .where('s.period_end', '>', now)
    .where('s.period_end', '<=', secondsAfter(now, config.renewalNotice_days * day_s))
    .where(
      isUnsaid(sql`'renewal_upcoming:' || s.id || ':' || extract(epoch from s.period_end)::bigint`),
    )
    .limit(batch)
    .execute()
  return rows.flatMap(({ id: subscription, member_id: person, period_end: at, ...row }) => {
    if (at === null) return []
    const facts = { subscription, amount: moneyIn(row), frequency: row.frequency, at }
    const about = `${subscription}:${at.getTime() / 1000}`
    return [announcement('renewal_upcoming', { about, person, at: now, facts })]
  })
}

/** Once a card, of those that still have something to pay after it. */
const cardEnds: Look = async (trx, { config }, now) => {
  const month = (at: Date) => dayOf(at, config.reportingTimezone).slice(0, 7)
  const rows = await running(trx)
    .innerJoin('member_customer as c', 'c.customer', 's.customer')
    .where('c.pays_until', '>=', month(now))
    .where('c.pays_until', '<', month(secondsAfter(now, cardNotice_days * day_s)))
    .where(isUnsaid(sql`'card_expiring:' || s.id || ':' || c.pays_with || ':' || c.pays_until`))
    .select(['c.pays_with', 'c.pays_last4', 'c.pays_until'])
    .limit(batch)
    .execute()
  return rows.flatMap(({ id: subscription, member_id: person, pays_until, pays_last4, ...row }) => {
    if (pays_until === null || pays_last4 === null) return []
    const facts = { subscription, amount: moneyIn(row), frequency: row.frequency }
    const about = `${subscription}:${row.pays_with}:${pays_until}`
    const card = { last4: pays_last4, expires: pays_until, next_at: row.period_end }
    return [announcement('card_expiring', { about, person, at: now, facts: { ...facts, ...card } })]
  })
}

/** In January, once what was paid on its last days has come in. */
const years: Look = async (trx, { config: { reportingTimezone: zone } }, now) => {
  const today = dayOf(now, zone)
  if (today.slice(5, 7) !== '01' || today.slice(8) < '05') return []
  const year = Number(today.slice(0, 4)) - 1
  const [from, to] = [`${year}-01-01`, `${year + 1}-01-01`] as const
  const span = { from: startOfDay(from, zone), to: startOfDay(to, zone) }
  return givenIn(trx, { year, ...span, limit: batch, now })
}

function running(trx: Transaction<Schema>) {
  return trx
    .selectFrom('subscription as s')
    .select(['s.id', 's.member_id', 's.amount_minor', 's.currency', 's.frequency', 's.period_end'])
    .where('s.status', '=', 'active')
    .where('s.paused', '=', false)
    .where('s.ends_at', 'is', null)
    .where('s.recipient_ref', 'is', null)
}

/** True of what has no announcement under this key. */
function isUnsaid(key: ReturnType<typeof sql>) {
  return sql<boolean>`not exists (select from announcement where announcement.key = ${key})`
}
