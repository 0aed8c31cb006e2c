import type { Offers } from '../../members/offers/offers.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { useTexts } from '../texts/texts.ts'

type Props = Readonly<{
  offers: Offers
  chosen: Currency
  addressIn: (currency: Currency) => string
}>

/** The currencies that are offered, each a link to the same form in it. */
export const CurrencySwitch = ({ offers, chosen, addressIn }: Props) => {
  const { words } = useTexts()
  return (
    <nav class="currencies" id="currency" aria-label={words('support.currency')}>
      <span>{words('support.currency')}</span>
      {offers.currencies.map(({ currency }) => (
        <a href={addressIn(currency)} aria-current={currency === chosen ? 'true' : undefined}>
          {currency}
        </a>
      ))}
    </nav>
  )
}
