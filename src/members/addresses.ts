import type { Reader } from '../platform/database/connection.ts'
import { addressOf } from './identity.ts'

/** The member whom the books know by this address, in any case of letters; or null. */
export async function memberOfAddress(reader: Reader, email: string): Promise<string | null> {
  const row = await reader
    .selectFrom('member_email')
    .select('member_id')
    .where('email', '=', addressOf(email) ?? '')
    .executeTakeFirst()
  return row?.member_id ?? null
}
