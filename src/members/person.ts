import { sql, type Transaction } from 'kysely'
import type { Database, Reader } from '../platform/database/connection.ts'
import type { Schema } from '../platform/database/schema.ts'
import { exactJson } from '../platform/exact-json.ts'
import { type PersonKeys, type Place, personalData } from './personal-data.ts'

/** By what rows about a member are found; null when there is no such member. */
export async function personKeys(reader: Reader, id: string): Promise<PersonKeys | null> {
  const member = await reader
    .selectFrom('member')
    .select('email')
    .where('id', '=', id)
    .executeTakeFirst()
  if (member === undefined) return null
  const addresses = await reader
    .selectFrom('member_email')
    .select('email')
    .where('member_id', '=', id)
    .execute()
  const customers = await reader
    .selectFrom('member_customer')
    .select('customer')
    .where('member_id', '=', id)
    .execute()
  const emails = addresses.map(({ email }) => email)
  return {
    id,
    emails,
    customers: customers.map(({ customer }) => customer),
    users: await signIns(reader, emails),
  }
}

/** Of these addresses; who is of the staff keeps theirs. */
async function signIns(reader: Reader, emails: readonly string[]): Promise<string[]> {
  const users = await reader
    .selectFrom('auth_user')
    .select('id')
    .where('email', '=', sql<string>`any(${emails})`)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('staff')
            .select('staff.email')
            .whereRef('staff.email', '=', 'auth_user.email')
            .where('staff.removed_at', 'is', null),
        ),
      ),
    )
    .execute()
  return users.map(({ id }) => id)
}

/** Everything that we hold about a person, by the place that holds it; amounts as digits. */
export type PersonExport = Readonly<Record<string, readonly object[]>>

export async function exportPerson(reader: Reader, keys: PersonKeys): Promise<PersonExport> {
  const held: Record<string, readonly object[]> = {}
  for (const place of personalData) {
    const rows = await rowsOf(reader, place, keys)
    if (rows.length > 0) held[place.table] = rows
  }
  return JSON.parse(exactJson(held))
}

function rowsOf(reader: Reader, { table, columns, of }: Place, keys: PersonKeys) {
  const named = sql.join(columns.map((column) => sql.ref(column)))
  return reader
    .selectFrom(
      sql<object>`(select ${named} from ${sql.table(table)} where ${of(keys)})`.as('held'),
    )
    .selectAll()
    .execute()
}

/**
 * Removes everything that names a person, and notes that they are erased, in one transaction; what is
 * money's stays under their id. Events that name them lose their payload: a second step, as it reads all
 * of them; what is still to be worked is fetched from Stripe, who names nobody any more.
 */
export async function erasePerson(
  db: Database,
  keys: PersonKeys,
  { at, beside }: Readonly<{ at: Date; beside: (trx: Transaction<Schema>) => Promise<void> }>,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const place of personalData.filter((each) => each !== inbox)) await erase(trx, place, keys)
    await trx.updateTable('member').set({ erased_at: at }).where('id', '=', keys.id).execute()
    await beside(trx)
  })
  if (inbox !== undefined) await erase(db, inbox, keys)
}

const inbox = personalData.find(({ table }) => table === 'inbox')

async function erase(
  db: Database | Transaction<Schema>,
  { table, erased, of }: Place,
  keys: PersonKeys,
): Promise<void> {
  if (erased === 'nothing') return
  const rows = sql`where ${of(keys)}`
  if (erased === 'row') {
    await sql`delete from ${sql.table(table)} ${rows}`.execute(db)
    return
  }
  const blank = sql.join(erased.map((column) => sql`${sql.ref(column)} = null`))
  await sql`update ${sql.table(table)} set ${blank} ${rows}`.execute(db)
}
