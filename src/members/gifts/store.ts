import { sql, type Transaction } from 'kysely'
import type { Database, Reader } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { endGrant } from '../grants.ts'
import { type Gift, giftMonths, type NewGift } from './gift.ts'

type Trx = Transaction<Schema>

/** Keeps what was said with an order, under its form's name; until it is paid the latest words count. */
export async function keepGift(
  db: Database,
  gift: NewGift,
  order: Readonly<{ id: string; language: string; ordered_at: Date }>,
): Promise<void> {
  const said = { ...gift, language: order.language }
  await db
    .insertInto('gift_membership')
    .values({ ...said, ...order, months: giftMonths })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(said).where('gift_membership.paid_at', 'is', null),
    )
    .execute()
}

/** How its payment stands, by Stripe's word: `paid_at` is null while it is under way. */
export type GiftPayment = Readonly<{
  id: string
  member_id: string
  paid_by: string
  paid_at: Date | null
  /** All of it was given back, or the bank took it back. */
  isReturned: boolean
}>

/**
 * Takes down what is known of the payment for a gift; of an unknown one nothing happens. Money that goes
 * back ends what was redeemed with it. Answers whose standing may have changed by it.
 */
export async function hearGiftPayment(
  trx: Trx,
  { id, member_id, paid_by, paid_at, isReturned }: GiftPayment,
  now: Date,
): Promise<string[]> {
  const row = await trx
    .updateTable('gift_membership')
    .set((eb) => ({
      member_id,
      paid_by: eb.fn.coalesce('paid_by', eb.val(paid_by)),
      paid_at: eb.fn.coalesce('paid_at', eb.val(paid_at)),
      refunded_at: isReturned ? eb.fn.coalesce('refunded_at', eb.val(now)) : eb.ref('refunded_at'),
    }))
    .where('id', '=', id)
    .where((eb) => eb.or([eb('paid_by', 'is', null), eb('paid_by', '=', paid_by)]))
    .returning(['redeemed_by', 'refunded_at'])
    .executeTakeFirst()
  if (row === undefined || row.redeemed_by === null || row.refunded_at === null) return []
  await endGrant(trx, { member_id: row.redeemed_by, id, at: row.refunded_at })
  return [row.redeemed_by]
}

export async function giftAt(reader: Reader, id: string): Promise<Gift | null> {
  const row = await reader
    .selectFrom('gift_membership')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** What a person gave, once it was paid, the latest first. */
export function giftsOf(reader: Reader, member_id: string): Promise<Gift[]> {
  return reader
    .selectFrom('gift_membership')
    .selectAll()
    .where('member_id', '=', member_id)
    .where('paid_at', 'is not', null)
    .orderBy('ordered_at', 'desc')
    .orderBy('id')
    .execute()
}

/** Two members are one: what the one gave or redeemed is the other's. */
export async function moveGifts(
  trx: Trx,
  { from, into }: Readonly<{ from: string; into: string }>,
): Promise<void> {
  const gifts = trx.updateTable('gift_membership')
  await gifts.set({ member_id: into }).where('member_id', '=', from).execute()
  await gifts.set({ redeemed_by: into }).where('redeemed_by', '=', from).execute()
}

/** Takes down other words of a gift that its giver has not sent yet; false where it is too late. */
export async function changeGift(
  db: Database,
  named: Readonly<{ id: string; member_id: string }>,
  gift: NewGift,
): Promise<boolean> {
  const changed = await db
    .updateTable('gift_membership')
    .set(gift)
    .where('id', '=', named.id)
    .where('member_id', '=', named.member_id)
    .where('delivered_at', 'is', null)
    .where('refunded_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}

type Place = Readonly<{ ordered_at: Date; id: string }>

/** Everything that was given and paid, the latest first, from after this place on. */
export function paidGifts(reader: Reader, after: Place | null, limit: number): Promise<Gift[]> {
  const all = reader
    .selectFrom('gift_membership')
    .selectAll()
    .where('paid_at', 'is not', null)
    .orderBy('ordered_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (after === null) return all.execute()
  const { ordered_at, id } = after
  return all.where(sql<boolean>`(ordered_at, id) < (${ordered_at}, ${id})`).execute()
}
