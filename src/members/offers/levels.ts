import type { Money } from '../../platform/money/money.ts'
import type { Benefit, Frequency, Offers, Tier } from './offers.ts'

/** What somebody gives each time; of a rhythm that we do not offer there is no level. */
export type Given = Readonly<{ frequency: Frequency | 'other'; amount: Money }>

/**
 * The level that an amount reaches, null below the lowest one and of a single gift. It follows from
 * the amount alone, whatever an order, a link or Stripe's metadata call it.
 */
export function levelOf(offers: Offers, { frequency, amount }: Given): Tier | null {
  return (
    offers.tiers.findLast((tier) => {
      const from = beginOf(tier, { frequency, currency: amount.currency })
      return from !== null && amount.minor >= from.minor
    }) ?? null
  )
}

/** What a level costs, null where it is not held in that currency or rhythm. */
export function beginOf(
  { from }: Tier,
  { frequency, currency }: { frequency: Given['frequency']; currency: Money['currency'] },
): Money | null {
  const begin = from.find((one) => one.currency === currency)
  if (begin === undefined) return null
  if (frequency === 'monthly') return { minor: begin.monthly_minor, currency }
  return frequency === 'yearly' ? { minor: begin.yearly_minor, currency } : null
}

/** What members of a level get: its own benefits and those of every level below it. */
export function benefitsOf({ tiers, benefits }: Offers, level: Tier | null): readonly Benefit[] {
  const reached = tiers.slice(0, tiers.findIndex(({ key }) => key === level?.key) + 1)
  return benefits.filter(({ from }) => reached.some(({ key }) => key === from))
}
