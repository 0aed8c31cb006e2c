import * as z from 'zod'
import type { Database } from '../database/connection.ts'
import { type StaffRole, staffRoles } from './principal.ts'

/** An address as it is kept: the same mailbox in any case is one person. Parsed before any mail. */
export const address = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email('This is no e-mail address.').max(254, 'This is too long for an e-mail address.'))

/** What an invitation says; whoever has text from outside (form, command line) parses it by this. */
export const invitation = z.strictObject({
  email: address,
  role: z.enum(staffRoles, `Give one of ${staffRoles.join(', ')}.`),
})
export type Invitation = z.output<typeof invitation>

/** The role of an invited address, or null for everybody else. */
export async function staffRoleOf(db: Database, email: string): Promise<StaffRole | null> {
  const row = await invited(db).where('email', '=', email.toLowerCase()).executeTakeFirst()
  return row?.role ?? null
}

/** Everybody invited, by address. */
export function listStaff(db: Database) {
  return invited(db).select(['email', 'invited_by', 'invited_at']).orderBy('email').execute()
}

/** Invites somebody, or gives an invited person another role, which holds from their next request. */
export async function inviteStaff(
  db: Database,
  { email, role }: Invitation,
  { by, at }: { by: string; at: Date },
): Promise<void> {
  const terms = { role, invited_by: by, invited_at: at, removed_at: null }
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('staff')
      .values({ email, ...terms })
      .onConflict((c) => c.column('email').doUpdateSet(terms))
      .execute()
    await trx.updateTable('auth_user').set({ role }).where('email', '=', email).execute()
  })
}

/** Ends an invitation and every session under it, at once. False when nobody was invited so. */
export function removeStaff(db: Database, email: string, at: Date): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const removed = await trx
      .updateTable('staff')
      .set({ removed_at: at })
      .where('email', '=', email)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    await trx
      .deleteFrom('auth_session')
      .where('user_id', 'in', (eb) =>
        eb.selectFrom('auth_user').select('id').where('email', '=', email),
      )
      .execute()
    await trx.updateTable('auth_user').set({ role: null }).where('email', '=', email).execute()
    return removed.numUpdatedRows > 0n
  })
}

function invited(db: Database) {
  return db.selectFrom('staff').select('role').where('removed_at', 'is', null)
}
