import { sql } from 'kysely'
import { memberOfAddress } from '../../members/addresses.ts'
import { addressHash } from '../../members/newsletters/consent.ts'
import { readSignedText, signedText } from '../../platform/auth/signed-text.ts'
import { type Clock, secondsAfter } from '../../platform/clock.ts'
import type { Database, Reader } from '../../platform/database/connection.ts'
import { firstDay, type Month, startOfDay } from '../../platform/day.ts'
import type { Ids } from '../../platform/ids.ts'

export type ReminderDeps = Readonly<{
  config: Readonly<{ appSecret: string; reportingTimezone: string }>
  db: Database
  clock: Clock
  ids: Ids
}>

/** One mail that somebody agreed to, in these words; `address` is parsed (`auth/staff.ts address`). */
type Agreed = Readonly<{ address: string; language: string; wording: string }>

const morning_s = 9 * 3600
/** A payment page lives 24 hours; whoever comes back to it in that time need not be reminded. */
const unfinishedAfter_s = 25 * 3600

/** To be asked for support on the first morning of a month. Once a month and address. */
export function remindInMonth(deps: ReminderDeps, agreed: Agreed, month: Month): Promise<void> {
  const due_at = secondsAfter(startOfDay(firstDay(month), deps.config.reportingTimezone), morning_s)
  return keep(deps, agreed, { kind: 'month', about: month, due_at })
}

/** To be reminded of an order, by its form, if it was never paid. */
export function remindUnfinished(deps: ReminderDeps, agreed: Agreed, form: string): Promise<void> {
  const due_at = secondsAfter(deps.clock.now(), unfinishedAfter_s)
  return keep(deps, agreed, { kind: 'unfinished', about: form, due_at })
}

type Due = Readonly<{ kind: 'month' | 'unfinished'; about: string; due_at: Date }>

async function keep({ config, db, clock, ids }: ReminderDeps, agreed: Agreed, due: Due) {
  const address_hash = await addressHash(config.appSecret, agreed.address)
  await db
    .insertInto('reminder')
    .values({ address_hash, id: ids.next('rem'), ...agreed, ...due, asked_at: clock.now() })
    .onConflict((conflict) => conflict.columns(['address_hash', 'kind', 'about']).doNothing())
    .execute()
}

/** Forgets all reminders of one address. */
export async function stopReminders(db: Database, address_hash: string): Promise<void> {
  await db.deleteFrom('reminder').where('address_hash', '=', address_hash).execute()
}

/** Whether who has this address has paid, or has a bank debit under way, since then. */
export async function hasPaidSince(
  reader: Reader,
  { address, asked_at }: Readonly<{ address: string; asked_at: Date }>,
): Promise<boolean> {
  const person = await memberOfAddress(reader, address)
  if (person === null) return false
  const row = await reader
    .selectFrom('payment')
    .select('id')
    .where('member_id', '=', person)
    .where('state', 'in', ['succeeded', 'pending'])
    .where('made_at', '>=', sql<Date>`date_trunc('second', ${asked_at}::timestamptz)`) // Stripe’s are whole
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

type Signing = Readonly<{ baseUrl: string; appSecret: string }>
const purpose = 'reminders stop'

/** Where one POST ends every reminder of an address (RFC 8058); the link says nothing about whose. */
export async function stopAddress({ baseUrl, appSecret }: Signing, hash: string): Promise<string> {
  return `${baseUrl}/reminders/stop?token=${await signedText({ secret: appSecret, purpose }, hash)}`
}

/** The hash of an address that a link of ours names, or null. */
export function stopNamed({ appSecret }: Pick<Signing, 'appSecret'>, token: string) {
  return readSignedText({ secret: appSecret, purpose }, token)
}
