import { type Offers, offeredCurrency, offerOf } from '../../members/offers/offers.ts'
import { decimalsOf } from '../../platform/money/currency.ts'
import { type Money, plainDecimals } from '../../platform/money/money.ts'
import { useTexts } from '../texts/texts.ts'

/** What somebody who gave once in this currency is invited to give monthly; null where nothing is. */
export function invitedTo(offers: Offers, code: string): Money | null {
  const currency = offeredCurrency(offers, code)
  if (currency === null) return null
  return offerOf(offers, currency, 'monthly').presets[0] ?? null
}

type InvitationProps = Readonly<{
  amount: Money
  /** Where a no is sent, and what it brings along. */
  refuse: Readonly<{ action: string; fields: Readonly<Record<string, string>> }>
}>

/** One invitation to give monthly; who says no is not asked again. */
export const Invitation = ({ amount, refuse }: InvitationProps) => {
  const { words, money } = useTexts()
  const query = new URLSearchParams({
    ...{
      frequency: 'monthly',
      currency: amount.currency,
      amount: plainDecimals(amount.minor, decimalsOf(amount.currency)),
    },
    campaign: 'thanks-monthly',
  })
  return (
    <section class="newsletter" aria-labelledby="monthly">
      <h2 id="monthly">{words('thanks.monthly_title')}</h2>
      <p>{words('thanks.monthly_ask', { amount: money(amount, { trim: true }) })}</p>
      <form method="post" action={refuse.action} class="row">
        {Object.entries(refuse.fields).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <a class="button quiet" href={`/support?${query}`}>
          {words('thanks.monthly_yes')}
        </a>
        <button type="submit" class="link">
          {words('thanks.monthly_no')}
        </button>
      </form>
    </section>
  )
}
