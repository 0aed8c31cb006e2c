import * as z from 'zod'
import { type Clock, secondsAfter } from '../clock.ts'
import type { Database } from '../database/connection.ts'
import type { Ids } from '../ids.ts'
import { sha256 } from './hash.ts'
import { type Principal, type Role, roles } from './principal.ts'

/** What a new key is asked with; whoever has text from outside parses it by this. */
export const keyOrder = z.strictObject({
  name: z.string().trim().min(1, 'Give the key a name.').max(100, 'At most 100 characters.'),
  role: z.enum(roles, `Give one of ${roles.join(', ')}.`),
})

type Deps = Readonly<{ ids: Ids; machineClock: Clock }>

/** Makes a key, `ms_` and 32 random bytes in base64url. It is told here once: only its hash is kept. */
export async function createKey(
  db: Database,
  { ids, machineClock }: Deps,
  { name, role }: { name: string; role: Role },
): Promise<{ id: string; key: string }> {
  const key = `ms_${base64url(crypto.getRandomValues(new Uint8Array(32)))}`
  const id = ids.next('key')
  await db
    .insertInto('api_key')
    .values({ id, hash: await sha256(key), name, role, created_at: machineClock.now() })
    .execute()
  return { id, key }
}

/** Who asks with this key, or null for none of ours and for a revoked one: one indexed query, no cache. */
export async function principalOfKey(
  db: Database,
  { machineClock }: Pick<Deps, 'machineClock'>,
  key: string,
): Promise<Principal | null> {
  const row = await db
    .selectFrom('api_key')
    .select(['id', 'name', 'role', 'last_used_at'])
    .where('hash', '=', await sha256(key))
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return null
  await noteUse(db, row, machineClock.now())
  return { id: row.id, name: row.name, role: row.role, via: 'key' }
}

/** Every key, revoked ones too, newest first; what opens nothing. */
export function listKeys(db: Database) {
  return db
    .selectFrom('api_key')
    .select(['id', 'name', 'role', 'created_at', 'last_used_at', 'revoked_at'])
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
}

/** Ends a key at once. False when there is no such key in use. */
export async function revokeKey(db: Database, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('api_key')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** To the minute, so that a busy program costs one write a minute and not one a request. */
async function noteUse(db: Database, row: { id: string; last_used_at: Date | null }, now: Date) {
  if (row.last_used_at !== null && row.last_used_at > secondsAfter(now, -60)) return
  await db.updateTable('api_key').set({ last_used_at: now }).where('id', '=', row.id).execute()
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
