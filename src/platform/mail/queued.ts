import type { Transaction } from 'kysely'
import type { Database, Reader } from '../database/connection.ts'
import type { MailState } from '../database/outbox-tables.ts'
import type { Schema } from '../database/schema.ts'
import { exactJson } from '../exact-json.ts'
import { enqueue } from '../outbox/queue.ts'

/** The work that sends a queued mail, for the table of handlers. */
export const mailWork = 'mail'

/**
 * A mail to be sent once. `key` names what it is about: `payment_made:ch_…`. `facts` are what it is
 * written from when it leaves (JSON, amounts as digits). A mail to a person of ours goes to the address
 * that they have then; one to somebody else brings `address` and `language`.
 */
export type NewMail = Readonly<{ key: string; kind: string; facts: object }> &
  (
    | Readonly<{ person: string }>
    | Readonly<{ person: null; address: string; language: string | null }>
  )

/** Puts mails in line in the transaction of their cause; one whose key is known was sent before. */
export async function queueMails(
  trx: Transaction<Schema>,
  mails: readonly NewMail[],
  now: Date,
): Promise<void> {
  if (mails.length === 0) return
  const rows = mails.map((mail) => ({
    ...{ key: mail.key, kind: mail.kind, person: mail.person, state: 'queued' as const },
    ...(mail.person === null ? { address: mail.address, language: mail.language } : {}),
    facts: exactJson(mail.facts),
    queued_at: now,
  }))
  const written = await trx
    .insertInto('mail')
    .values(rows)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .execute()
  const jobs = written.map((about) => ({ work: mailWork, about }))
  await enqueue(trx, jobs)
}

export type QueuedMail = Readonly<{
  key: string
  kind: string
  person: string | null
  address: string | null
  language: string | null
  facts: object
  tries: number
}>

/** A mail that has not left; null once it has, or never will. */
export async function queuedMail(db: Database, key: string): Promise<QueuedMail | null> {
  const row = await db
    .selectFrom('mail')
    .select(['key', 'kind', 'person', 'address', 'language', 'facts', 'tries'])
    .where('key', '=', key)
    .where('state', '=', 'queued')
    .executeTakeFirst()
  if (row === undefined || row.facts === null) return null
  return { ...row, facts: row.facts }
}

/** What became of a mail; what it was written from is forgotten. */
export async function settleMail(
  db: Database,
  key: string,
  how: Readonly<{
    state: Exclude<MailState, 'queued'>
    address: string | null
    reason?: string
    at: Date
  }>,
): Promise<void> {
  const { state, address, reason = null, at } = how
  await db
    .updateTable('mail')
    .set((eb) => ({ state, address, reason, facts: null, sent_at: at, tries: eb('tries', '+', 1) }))
    .where('key', '=', key)
    .execute()
}

export async function countTry(db: Database, key: string): Promise<void> {
  await db
    .updateTable('mail')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('key', '=', key)
    .execute()
}

/** Whether nothing but a sign-in may be sent there. */
export async function isBounced(reader: Reader, address: string): Promise<boolean> {
  const row = await reader
    .selectFrom('bounced_address')
    .select('address')
    .where('address', '=', address)
    .executeTakeFirst()
  return row !== undefined
}

/** Marks an address as one whose mails come back; `reason` as its server gave it. */
export async function noteBounce(
  db: Database,
  bounce: Readonly<{ address: string; reason: string; at: Date }>,
): Promise<void> {
  await db
    .insertInto('bounced_address')
    .values(bounce)
    .onConflict((conflict) => conflict.column('address').doNothing())
    .execute()
}

/** Its server has taken a mail: the mailbox is there after all. */
export async function forgetBounce(db: Database, address: string): Promise<void> {
  await db.deleteFrom('bounced_address').where('address', '=', address).execute()
}
