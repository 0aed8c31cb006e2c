import { type Selectable, sql, type Transaction } from 'kysely'
import { type Clock, secondsAfter } from '../../platform/clock.ts'
import { type Database, readerOf } from '../../platform/database/connection.ts'
import type { ReminderTable } from '../../platform/database/consent-tables.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { withinLimit } from '../../platform/http/limits.ts'
import { type NewMail, queueMails } from '../../platform/mail/queued.ts'
import { hasPaidSince } from './reminder.ts'

type Deps = Readonly<{ db: Database; clock: Clock }>
type Reminder = Selectable<ReminderTable>

const hour_s = 3600
/** How long the news of an expired payment page may take; then nothing is said about it any more. */
const newsWithin_s = 3 * 24 * hour_s
const batch = 200

/** Queues the reminders whose time has come. Once an hour of business time, whoever comes first. */
export async function tendReminders({ db, clock }: Deps): Promise<void> {
  const now = clock.now()
  const turn = await withinLimit(db, { key: 'reminders', limit: 1, window_s: hour_s, now })
  if (!turn.ok) return
  for (let taken = batch; taken === batch; ) {
    taken = await db.transaction().execute((trx) => takeDue(trx, now))
  }
}

/** A row goes with its mail, in one transaction: nobody is reminded twice. */
async function takeDue(trx: Transaction<Schema>, now: Date): Promise<number> {
  const due = await trx
    .deleteFrom('reminder')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('reminder')
        .select('id')
        .where('due_at', '<=', now)
        .where(isRipe(now))
        .orderBy('due_at')
        .limit(batch)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute()
  const mails: NewMail[] = []
  for (const reminder of due) {
    const mail = (await hasPaidSince(readerOf(trx), reminder)) ? null : await mailOf(trx, reminder)
    if (mail !== null) mails.push(mail)
  }
  await queueMails(trx, mails, now)
  return due.length
}

/** An unfinished order waits until Stripe has told that its page expired unpaid. */
function isRipe(now: Date) {
  return sql<boolean>`(kind = 'month' or due_at < ${secondsAfter(now, -newsWithin_s)} or exists (
    select from checkout_order o join abandoned_checkout a on a.id = o.session
    where o.nonce = reminder.about))`
}

async function mailOf(trx: Transaction<Schema>, reminder: Reminder): Promise<NewMail | null> {
  const { id, kind, address, address_hash, language } = reminder
  const to = { key: `reminder:${id}`, person: null, address, language }
  const facts = { stop: address_hash }
  if (kind === 'month') return { ...to, kind: 'reminder_month', facts }
  const order = await trx
    .selectFrom('checkout_order as o')
    .innerJoin('abandoned_checkout as a', 'a.id', 'o.session')
    .select(['o.frequency', 'o.base_minor', 'o.currency'])
    .where('o.nonce', '=', reminder.about)
    .executeTakeFirst()
  if (order === undefined) return null
  const { frequency, base_minor: minor, currency } = order
  const asked = { frequency, amount: { minor, currency } }
  return { ...to, kind: 'reminder_unfinished', facts: { ...facts, ...asked } }
}
