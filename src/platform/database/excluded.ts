import { sql } from 'kysely'

/** Every column that rows bring, but the key, as the row of the statement has it: for `doUpdateSet`. */
export function excluded(rows: readonly object[], key: readonly string[]) {
  const names = Object.keys(rows[0] ?? {}).filter((name) => !key.includes(name))
  return Object.fromEntries(names.map((name) => [name, sql.ref(`excluded.${name}`)]))
}
