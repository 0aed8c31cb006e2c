import { sql, type Transaction } from 'kysely'
import type { Reader } from '../platform/database/connection.ts'
import type { Schema } from '../platform/database/schema.ts'
import { lastOfEach, writesOf } from '../platform/gathered.ts'

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

/** The card that a charge was taken from. */
export type PayingCard = Readonly<{
  customer: string
  method: string
  last4: string
  expires: string
  at: Date
}>

/** Notes what a customer pays with, of several charges the latest. */
export const notePayingCard = writesOf(
  async (trx: Transaction<Schema>, cards: readonly PayingCard[]) => {
    const rows = lastOfEach(
      cards.toSorted((a, b) => a.at.getTime() - b.at.getTime()),
      ({ customer }) => customer,
    )
    const column = <Name extends keyof PayingCard>(name: Name) => rows.map((row) => row[name])
    await sql`
      update member_customer c
      set pays_with = card.method, pays_last4 = card.last4, pays_until = card.expires,
        paid_at = card.at
      from unnest(${column('customer')}::text[], ${column('method')}::text[],
        ${column('last4')}::text[], ${column('expires')}::text[], ${column('at')}::timestamptz[])
        as card (customer, method, last4, expires, at)
      where c.customer = card.customer and (c.paid_at is null or c.paid_at <= card.at)`.execute(trx)
  },
)

/** Another card is to pay from now on, or the same one was renewed: the end that we knew is none. */
export async function forgetPayingCard(
  trx: Transaction<Schema>,
  { customer, unless }: Readonly<{ customer: string; unless: string | null }>,
): Promise<void> {
  await trx
    .updateTable('member_customer')
    .set({ pays_until: null })
    .where('customer', '=', customer)
    .where('pays_until', 'is not', null)
    .$if(unless !== null, (query) => query.where('pays_with', '!=', unless))
    .execute()
}
