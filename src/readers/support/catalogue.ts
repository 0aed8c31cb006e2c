import {
  type Frequency,
  type Offers,
  offeredCurrency,
  offerOf,
} from '../../members/offers/offers.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { newsroom } from '../../platform/ui/newsroom.ts'
import type { CatalogueProduct, SoldProduct } from '../../stripe/setup.ts'

/**
 * What the form offers as Stripe's catalogue has it: a product a kind, and each preset of this
 * currency as a price. Readers may give any amount, so Checkout asks for none of these; they are for
 * links and invoices that staff make at Stripe.
 */
export function catalogueIn(offers: Offers, currency: Currency): CatalogueProduct[] {
  const prices = (frequencies: readonly Frequency[]) =>
    offeredCurrency(offers, currency) === null
      ? []
      : frequencies.flatMap((frequency) =>
          offerOf(offers, currency, frequency).presets.map((amount) => ({ frequency, amount })),
        )
  return [
    { ...sold.gift, prices: prices(['once']) },
    { ...sold.membership, prices: prices(['monthly', 'yearly']) },
  ]
}

/** What readers pay for, whatever the amount, so that Stripe's own reports and the books group it. */
export const sold = {
  gift: { kind: 'gift', name: `Gift to ${newsroom.name}` },
  membership: { kind: 'membership', name: `Membership of ${newsroom.name}` },
} as const satisfies Readonly<Record<string, SoldProduct>>
