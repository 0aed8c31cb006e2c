import { sql, type Transaction } from 'kysely'
import type { Reader } from '../platform/database/connection.ts'
import type { Schema } from '../platform/database/schema.ts'
import { addressOf } from './identity.ts'

/** Who signed in: the member, and the address whose mailbox they have proven. */
export type SignedIn = Readonly<{ person: string; email: string }>

/** The member whom the books know by this address, in any case of letters; or null. */
export async function memberOfAddress(reader: Reader, email: string): Promise<string | null> {
  const row = await reader
    .selectFrom('member_email')
    .select('member_id')
    .where('email', '=', addressOf(email) ?? '')
    .executeTakeFirst()
  return row?.member_id ?? null
}

/**
 * A person's addresses as one of them sees it. `proven`: the one signed in with and those that were
 * confirmed together with it, one mailbox after the other. `joined`: those that the books join by a
 * payment alone; whoever pays under somebody's address has not shown to be them.
 */
export type OwnAddresses = Readonly<{ proven: readonly string[]; joined: readonly string[] }>

export async function ownAddresses(
  reader: Reader,
  { person, email }: SignedIn,
): Promise<OwnAddresses> {
  const all = await reader
    .selectFrom('member_email')
    .select(['email', 'circle'])
    .where('member_id', '=', person)
    .orderBy('email')
    .execute()
  const own = addressOf(email)
  const circle = all.find((row) => row.email === own)?.circle ?? null
  const isProven = (row: (typeof all)[number]) =>
    row.email === own || (circle !== null && row.circle === circle)
  return {
    proven: all.filter(isProven).map((row) => row.email),
    joined: all.filter((row) => !isProven(row)).map((row) => row.email),
  }
}

/** Puts an address, whose mailbox has just said yes, into the circle of the one that asked. */
export async function proveTogether(
  trx: Transaction<Schema>,
  { asked_by, email }: Readonly<{ asked_by: string; email: string }>,
): Promise<void> {
  const both = [asked_by, email]
  await sql`
    update member_email set circle = ${asked_by}
    where email = any(${both})
      or circle in (select circle from member_email where email = any(${both}))`.execute(trx)
}
