import type { Transaction } from 'kysely'
import type { Reader } from '../platform/database/connection.ts'
import type { Schema } from '../platform/database/schema.ts'

/** What staff may know of a card: its last four digits, its last month (`2030-08`), since when. */
export type Card = Readonly<{ last4: string | null; expires: string | null; at: Date }>

/** Notes a customer's card; an older word never replaces a newer one. */
export async function noteCard(
  trx: Transaction<Schema>,
  customer: string,
  { last4, expires, at }: Card,
): Promise<void> {
  await trx
    .updateTable('member_customer')
    .set({ card_last4: last4, card_expires: expires, card_noted_at: at })
    .where('customer', '=', customer)
    .where((eb) => eb.or([eb('card_noted_at', 'is', null), eb('card_noted_at', '<=', at)]))
    .execute()
}

/** The cards that their banks have renewed, the latest first. */
export async function cardsOf(reader: Reader, member_id: string): Promise<Card[]> {
  const rows = await reader
    .selectFrom('member_customer')
    .select(['card_last4', 'card_expires', 'card_noted_at'])
    .where('member_id', '=', member_id)
    .where('card_noted_at', 'is not', null)
    .orderBy('card_noted_at', 'desc')
    .execute()
  return rows.flatMap(({ card_last4: last4, card_expires: expires, card_noted_at: at }) =>
    at === null ? [] : [{ last4, expires, at }],
  )
}
