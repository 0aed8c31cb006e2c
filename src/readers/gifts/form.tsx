import { giftMonths, longestMessage } from '../../members/gifts/gift.ts'
import { type Offers, offerOf } from '../../members/offers/offers.ts'
import type { FieldError } from '../../platform/http/problem.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { type Money, shortDecimals } from '../../platform/money/money.ts'
import { AreaField, ErrorSummary, errorOf, Field } from '../../platform/ui/components.tsx'
import { newsroom } from '../../platform/ui/newsroom.ts'
import { type Sent, textIn } from '../checkout/sent.ts'
import { AmountTiles } from '../support/amount-tiles.tsx'
import { CurrencySwitch } from '../support/currency-switch.tsx'
import { useTexts } from '../texts/texts.ts'
import { longestName } from './fields.ts'

export type GiftFormProps = Readonly<{
  offers: Offers
  /** What the form opens with, or how it was sent. */
  sent: Sent
  currency: Currency
  today: string
  nonce: string
  proof?: string | undefined
  errors: readonly FieldError[]
}>

/** A year of membership for somebody else, paid once. */
export const GiftForm = (props: GiftFormProps) => {
  const { words } = useTexts()
  const { offers, currency, nonce, proof, errors } = props
  return (
    <div class="stack">
      <h1>{words('gifts.title')}</h1>
      <p class="lead">{words('gifts.lead', { months: giftMonths, newsroom: newsroom.name })}</p>
      <form method="post" action="/support/gift" class="give stack" novalidate>
        <ErrorSummary title={words('frame.errors')} errors={errors} />
        <input type="hidden" name="nonce" value={nonce} />
        {proof === undefined ? null : <input type="hidden" name="proof" value={proof} />}
        <input type="hidden" name="currency" value={currency} />
        <Amount {...props} />
        <RecipientFields {...props} />
        <button type="submit" class="button wide">
          {words('gifts.pay')}
        </button>
      </form>
      <CurrencySwitch offers={offers} chosen={currency} addressIn={giftFormAddress} />
      <ul class="answers">
        <li>{words('gifts.answer_once')}</li>
        <li>{words('gifts.answer_link')}</li>
        <li>{words('gifts.answer_supporter')}</li>
      </ul>
    </div>
  )
}

const Amount = ({ offers, sent, currency, errors }: GiftFormProps) => {
  const { words, money } = useTexts()
  const offer = offerOf(offers, currency, 'yearly')
  const tiles = offer.presets.map((preset, i) => ({
    ...{ number: i + 1, money: preset, text: shortDecimals(preset) },
  }))
  const asked = textIn(sent, 'amount') || shortDecimals(offer.suggested)
  const other = textIn(sent, 'amount_other')
  const isTile = other === '' && tiles.some(({ text }) => text === asked)
  const shown = (sum: Money) => money(sum, { trim: true })
  return (
    <AmountTiles
      {...{ offer, tiles, other, errors }}
      legend={words('gifts.much')}
      chosen={isTile ? asked : 'other'}
      limits={words('checkout.range', { least: shown(offer.least), most: shown(offer.most) })}
    />
  )
}

type RecipientProps = Pick<GiftFormProps, 'sent' | 'errors' | 'today'> &
  Readonly<{ prefix?: string }>

/** Whom it is for and what they get to read; `prefix` tells fields apart where several forms stand. */
export const RecipientFields = ({ prefix = '', sent, errors, today }: RecipientProps) => {
  const { words } = useTexts()
  const field = (name: string) => ({
    ...{ name, id: `${prefix}${name}` },
    value: textIn(sent, name),
    error: errorOf(errors, name),
    autocomplete: 'off',
  })
  return (
    <>
      <Field
        {...field('recipient_name')}
        label={words('gifts.recipient_name')}
        maxlength={longestName}
        required
      />
      <Field
        {...field('recipient_email')}
        label={words('gifts.recipient_email')}
        hint={words('gifts.recipient_email_hint')}
        type="email"
      />
      <Field
        {...field('deliver_on')}
        label={words('gifts.deliver_on')}
        hint={words('gifts.deliver_on_hint')}
        type="date"
        min={today}
        value={textIn(sent, 'deliver_on') || today}
      />
      <Field
        {...field('giver_name')}
        label={words('gifts.giver_name')}
        hint={words('gifts.giver_name_hint')}
        maxlength={longestName}
        autocomplete="name"
      />
      <AreaField
        name="message"
        id={`${prefix}message`}
        label={words('gifts.message')}
        hint={words('gifts.message_hint', { most: longestMessage })}
        error={errorOf(errors, 'message')}
        value={textIn(sent, 'message')}
        maxlength={longestMessage}
        rows={4}
      />
    </>
  )
}

export function giftFormAddress(currency: Currency): string {
  return `/support/gift?currency=${currency}`
}
