import type { Database } from '../platform/database/connection.ts'
import type { Language } from '../platform/ui/texts/language.ts'

/** The language that we write to a person in. */
export async function setLanguage(
  db: Database,
  { person, language }: Readonly<{ person: string; language: Language }>,
): Promise<void> {
  await db.updateTable('member').set({ language }).where('id', '=', person).execute()
}

/** The address that we write to; while Stripe knows the person, theirs there is to say the same. */
export async function setMainAddress(
  db: Database,
  { person, email }: Readonly<{ person: string; email: string }>,
): Promise<void> {
  await db.updateTable('member').set({ email }).where('id', '=', person).execute()
}
