import { levelOf } from '../../members/offers/levels.ts'
import type { Frequency, Offers, Tier } from '../../members/offers/offers.ts'
import { seenByOthers } from '../../members/order-words.ts'
import type { Money } from '../../platform/money/money.ts'
import type { Order } from '../checkout/order.ts'

/** What an order comes to, for a reader who wants to see it before they pay. */
export type LookedOver = Readonly<{
  frequency: Frequency
  amount: Money
  base: Money
  extra: Money
  fee: Money
  level: Tier | null
  /** What others will see of who gave; null is nobody's name. */
  seen: string | null
}>

export function lookedOver(order: Order, offers: Offers): LookedOver {
  const { frequency, amount, base, extra, said } = order
  const { currency } = amount
  const given = { minor: base.minor + extra.minor, currency }
  return {
    ...{ frequency, amount, base, extra },
    fee: { minor: amount.minor - given.minor, currency },
    level: levelOf(offers, { frequency, amount: given }),
    seen: seenByOthers(said),
  }
}
