import type { Selectable } from 'kysely'
import type { GiftMembershipTable } from '../../platform/database/gift-tables.ts'

export type Gift = Readonly<Selectable<GiftMembershipTable>>

/** What somebody says who pays a membership for somebody else. `deliver_on`: a day in the reporting zone. */
export type NewGift = Readonly<
  Pick<Gift, 'recipient_name' | 'recipient_email' | 'giver_name' | 'message' | 'deliver_on'>
>

/** How long a gift membership lasts: what is offered for a year is what it costs. */
export const giftMonths = 12
/** So many months it may lie unredeemed. */
export const redeemableMonths = 12
export const longestMessage = 500

export const giftStates = [
  ...(['unpaid', 'scheduled', 'delivered', 'redeemed', 'expired', 'refunded'] as const),
] as const
export type GiftState = (typeof giftStates)[number]

type Facts = Pick<Gift, 'paid_at' | 'delivered_at' | 'expires_at' | 'redeemed_at' | 'refunded_at'>

/**
 * Where a gift stands at `now`, by what has happened to it; paid back is the last word. `scheduled` is
 * paid and waits for its day; one for today is delivered as soon as its payment is known.
 */
export function giftStateOf(facts: Facts, now: Date): GiftState {
  if (facts.refunded_at !== null) return 'refunded'
  if (facts.redeemed_at !== null) return 'redeemed'
  if (facts.expires_at !== null) return now < facts.expires_at ? 'delivered' : 'expired'
  return facts.paid_at === null ? 'unpaid' : 'scheduled'
}
