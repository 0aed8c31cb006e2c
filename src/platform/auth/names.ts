import { sql } from 'kysely'
import type { Reader } from '../database/connection.ts'

/** Who these ids are: the address of whoever signs in, the name of a key; absent who is neither. */
export async function namesOf(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const [staff, keys] = await Promise.all([
    reader
      .selectFrom('auth_user')
      .where(sql<string>`id::text`, 'in', ids)
      .select(['id', 'email as name'])
      .execute(),
    reader.selectFrom('api_key').where('id', 'in', ids).select(['id', 'name']).execute(),
  ])
  return new Map([...staff, ...keys].map(({ id, name }) => [id, name]))
}
