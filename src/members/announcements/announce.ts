import type { Transaction } from 'kysely'
import { secondsAfter } from '../../platform/clock.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { exactJson } from '../../platform/exact-json.ts'
import { queueMails } from '../../platform/mail/queued.ts'
import type { Announcement } from './announcement.ts'
import { membershipNews } from './memberships.ts'
import { paymentNews } from './payments.ts'
import { type Silence, silence } from './silence.ts'
import { membershipSteps } from './steps.ts'

/**
 * What is older (business time) puzzles more than it tells. Long enough for a bank debit, whose payment
 * is dated by the day it was asked for, up to two weeks before it succeeds or fails.
 */
const toldFor_s = 15 * 24 * 3600

export type Moment = Readonly<{
  /** Business time. */
  now: Date
  machineNow: Date
  /** True of a history that is read in: known from then on, and told to nobody. */
  quiet: boolean
}>

/**
 * Says what has happened to these members, in the transaction that has just recorded it: each thing
 * once, whoever records it how often and in which order. It is derived from what stands recorded, as
 * states are; a mail about each is queued in the same transaction.
 */
export async function announceNews(
  trx: Transaction<Schema>,
  members: readonly string[],
  moment: Moment,
): Promise<void> {
  if (members.length === 0) return
  const kept = await silence(trx, moment.now)
  const oldest = secondsAfter(moment.now, -toldFor_s)
  const window = { members, since: kept.since > oldest ? kept.since : oldest }
  const found = [
    ...(await paymentNews(trx, window)),
    ...(await membershipNews(trx, window)),
    ...(await membershipSteps(trx, window)),
  ]
  await keep(trx, found, { ...moment, ...kept })
}

/** Keeps these, and queues the mails of those that were not known; of none while nobody is to be told. */
export async function announce(
  trx: Transaction<Schema>,
  found: readonly Announcement[],
  moment: Moment,
): Promise<void> {
  if (found.length > 0) await keep(trx, found, { ...moment, ...(await silence(trx, moment.now)) })
}

async function keep(
  trx: Transaction<Schema>,
  found: readonly Announcement[],
  { now, machineNow, quiet: unasked, quiet_until }: Moment & Silence,
): Promise<void> {
  if (found.length === 0) return
  const quiet = unasked || (quiet_until !== null && quiet_until > machineNow)
  const told = { told: !quiet, noted_at: now }
  const written = await trx
    .insertInto('announcement')
    .values(found.map((each) => ({ ...each, ...told, facts: exactJson(each.facts) })))
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .execute()
  const isNew = new Set(written.map(({ key }) => key))
  const news = quiet ? [] : found.filter(({ key }) => isNew.has(key))
  await queueMails(trx, news, now)
}

/** Two persons are one: what was said to the one was said to the other. */
export async function moveAnnouncements(
  trx: Transaction<Schema>,
  { from, into }: Readonly<{ from: string; into: string }>,
): Promise<void> {
  const change = { person: into }
  await trx.updateTable('announcement').set(change).where('person', '=', from).execute()
  await trx.updateTable('mail').set(change).where('person', '=', from).execute()
}
