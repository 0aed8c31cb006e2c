import type { Currency } from '../../platform/money/currency.ts'
import { newsroom } from '../../platform/ui/newsroom.ts'
import type { CatalogueProduct } from '../../stripe/setup.ts'
import { type Frequency, offeredCurrency, offerOf } from './offers.ts'

/**
 * What the form offers as Stripe's catalogue has it: a product a kind, and each preset of this
 * currency as a price. Readers may give any amount, so Checkout asks for none of these; they are for
 * links and invoices that staff make at Stripe.
 */
export function catalogueIn(currency: Currency): CatalogueProduct[] {
  const prices = (frequencies: readonly Frequency[]) =>
    offeredCurrency(currency) === null
      ? []
      : frequencies.flatMap((frequency) =>
          offerOf(currency, frequency).presets.map((amount) => ({ frequency, amount })),
        )
  return [
    { kind: 'gift', name: `Gift to ${newsroom.name}`, prices: prices(['once']) },
    {
      kind: 'membership',
      name: `Membership of ${newsroom.name}`,
      prices: prices(['monthly', 'yearly']),
    },
  ]
}
