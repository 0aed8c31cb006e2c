import { sql, type Transaction } from 'kysely'
import type { Reader } from '../platform/database/connection.ts'
import type { Schema } from '../platform/database/schema.ts'
import { lastOfEach, writesOf } from '../platform/gathered.ts'
import { languageOf } from '../platform/ui/texts/language.ts'

/** Where a person is written to, and in what they read; `language` is null where nobody has said it. */
export type Addressee = Readonly<{ address: string; language: string | null }>

/** Null of whom there is nothing known (any more) to write to. */
export async function addresseeOf(reader: Reader, person: string): Promise<Addressee | null> {
  const row = await reader
    .selectFrom('member')
    .select(['email', 'language'])
    .where('id', '=', person)
    .where('erased_at', 'is', null)
    .executeTakeFirst()
  return row === undefined || row.email === null
    ? null
    : { address: row.email, language: row.language }
}

type Said = Readonly<{ person: string; language: string }>

/** What a checkout was read in, for whom we do not know it yet; what they chose themselves stays. */
export async function noteLanguage(
  trx: Transaction<Schema>,
  person: string,
  said: string | null,
): Promise<void> {
  const language = languageOf(said ?? '')
  if (language !== null) await writeLanguage(trx, { person, language })
}

const writeLanguage = writesOf(async (trx: Transaction<Schema>, said: readonly Said[]) => {
  const rows = lastOfEach(said, ({ person }) => person)
  await sql`
    update member set language = said.language
    from unnest(${rows.map(({ person }) => person)}::text[],
      ${rows.map(({ language }) => language)}::text[]) as said (person, language)
    where member.id = said.person and member.language is null`.execute(trx)
})
