import type { Reader } from '../database/connection.ts'
import type { MailState } from '../database/outbox-tables.ts'

/** A mail to a person of ours, without what stood in it; `at` is when it left, or was put in line. */
export type MailRow = Readonly<{
  kind: string
  state: MailState
  address: string | null
  at: Date
}>

/** The latest first, at most a hundred. */
export function mailsTo(reader: Reader, person: string): Promise<MailRow[]> {
  return reader
    .selectFrom('mail')
    .select(['kind', 'state', 'address'])
    .select(({ fn }) => fn.coalesce('sent_at', 'queued_at').as('at'))
    .where('person', '=', person)
    .orderBy('queued_at', 'desc')
    .orderBy('key')
    .limit(100)
    .execute()
}
