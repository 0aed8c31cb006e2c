import type { Money } from '../../platform/money/money.ts'
import type { Frequency, Held } from './held.ts'

/** What is paid for, how much and how often, in the words of Stripe's `price_data`. */
export function priceDataOf(
  product: string,
  { amount, unit, count }: Readonly<{ amount: Money; unit: string; count: number }>,
) {
  return {
    currency: amount.currency.toLowerCase(),
    product,
    unit_amount: Number(amount.minor),
    recurring: { interval: intervalOf(unit), interval_count: count },
  }
}

export function unitOf(frequency: Frequency): 'month' | 'year' {
  return frequency === 'monthly' ? 'month' : 'year'
}

/** Of the four that Stripe has; whatever comes later is refused there, and not guessed at here. */
function intervalOf(unit: string) {
  return unit === 'day' || unit === 'week' || unit === 'year' ? unit : 'month'
}

/**
 * What a membership says of itself once another amount was chosen, as the form that began it did: the
 * whole of it is the gift, as the fee of the card is covered by the amount that was chosen before.
 */
export function labelsOf(amount: Money, frequency: Held['frequency']): Record<string, string> {
  return {
    base_minor: String(amount.minor),
    fee_cover_minor: '0',
    extra_minor: '0',
    ...(frequency === 'other' ? {} : { frequency }),
  }
}
