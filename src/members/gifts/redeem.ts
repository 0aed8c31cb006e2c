import type { Clock } from '../../platform/clock.ts'
import { type Database, readerOf } from '../../platform/database/connection.ts'
import { queueMails } from '../../platform/mail/queued.ts'
import { monthsGrantedFrom, writeGrant } from '../grants.ts'
import { type IdentityDeps, memberFor } from '../identity.ts'
import { refreshMembers } from '../store.ts'
import { type GiftState, giftStateOf } from './gift.ts'
import { toGiver } from './letters.ts'
import { giftAt } from './store.ts'

export type RedeemDeps = IdentityDeps &
  Readonly<{
    config: Readonly<{ supporterMonths: number }>
    db: Database
    clock: Clock
  }>

export type Redeemed =
  | Readonly<{ kind: 'redeemed'; until: Date }>
  /** It cannot be redeemed (any more). */
  | Readonly<{ kind: 'refused'; state: GiftState | 'unknown' }>

/**
 * Makes whoever holds this mailbox a member for the gift's months, after what they were granted before.
 * Of two at one time the first gets it. Somebody who pays for a membership of their own keeps it beside.
 */
export async function redeemGift(
  deps: RedeemDeps,
  { id, email }: Readonly<{ id: string; email: string }>,
): Promise<Redeemed> {
  const now = deps.clock.now()
  return deps.db.transaction().execute(async (trx) => {
    const gift = await giftAt(readerOf(trx), id)
    const state = gift === null ? 'unknown' : giftStateOf(gift, now)
    if (gift === null || state !== 'delivered') return { kind: 'refused', state }
    const person = { customer: null, email, name: gift.recipient_name, own: null, at: now }
    const member_id = await memberFor(trx, deps, person)
    const taken = await trx
      .updateTable('gift_membership')
      .set({ redeemed_at: now, redeemed_by: member_id })
      .where('id', '=', id)
      .where('redeemed_at', 'is', null)
      .where('refunded_at', 'is', null)
      .returningAll()
      .executeTakeFirst()
    if (taken === undefined) return { kind: 'refused', state: 'redeemed' }
    const until = await monthsGrantedFrom(trx, { member_id, months: gift.months, now })
    await writeGrant(trx, { member_id, id, reason: 'gift', since: now, until }, now)
    await refreshMembers(trx, [member_id], { now, supporterMonths: deps.config.supporterMonths })
    await queueMails(trx, toGiver('gift_redeemed', taken), now)
    return { kind: 'redeemed', until }
  })
}
