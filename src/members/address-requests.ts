import type { Transaction } from 'kysely'
import { sha256 } from '../platform/auth/hash.ts'
import { type Clock, secondsAfter } from '../platform/clock.ts'
import type { Database, Reader } from '../platform/database/connection.ts'
import type { Schema } from '../platform/database/schema.ts'
import type { SignedIn } from './addresses.ts'

const lives_s = 3600

/** Somebody who is signed in asks whether another mailbox is theirs too. */
export type AddressRequest = Readonly<{ email: string; asked_by: string; member_id: string }>

/** Writes the question down, in place of an earlier one, and answers the secret that its mail carries. */
export async function askForAddress(
  { db, machineClock }: Readonly<{ db: Database; machineClock: Clock }>,
  { person, email: asked_by }: SignedIn,
  email: string,
): Promise<string> {
  const token = randomToken()
  const row = {
    ...{ member_id: person, token_hash: await sha256(token) },
    expires_at: secondsAfter(machineClock.now(), lives_s),
  }
  await db
    .insertInto('address_request')
    .values({ email, asked_by, ...row })
    .onConflict((conflict) => conflict.columns(['email', 'asked_by']).doUpdateSet(row))
    .execute()
  return token
}

/** What a secret asks; null for one that is unknown, used or too old. Reading uses up nothing. */
export async function addressRequest(
  reader: Reader,
  token: string,
  now: Date,
): Promise<AddressRequest | null> {
  const row = await reader
    .selectFrom('address_request')
    .select(['email', 'asked_by', 'member_id'])
    .where('token_hash', '=', await sha256(token))
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row ?? null
}

/** Uses the secret up; of parallel calls one gets what it asks. */
export async function takeAddressRequest(
  trx: Transaction<Schema>,
  token: string,
  now: Date,
): Promise<AddressRequest | null> {
  const row = await trx
    .deleteFrom('address_request')
    .where('token_hash', '=', await sha256(token))
    .where('expires_at', '>', now)
    .returning(['email', 'asked_by', 'member_id'])
    .executeTakeFirst()
  return row ?? null
}

function randomToken(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
