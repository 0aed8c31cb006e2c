import { giftMonths, longestMessage } from '../../members/gifts/gift.ts'
import { type Offers, offeredCurrency, offerOf } from '../../members/offers/offers.ts'
import type { FieldError } from '../../platform/http/problem.ts'
import { type Currency, decimalsOf } from '../../platform/money/currency.ts'
import { type Money, plainDecimals } from '../../platform/money/money.ts'
import { AreaField, ErrorSummary, errorOf, Field } from '../../platform/ui/components.tsx'
import { newsroom } from '../../platform/ui/newsroom.ts'
import { CurrencySwitch } from '../support/currency-switch.tsx'
import type { Sent } from '../support/prefill.ts'
import { useTexts } from '../texts/texts.ts'
import { longestName } from './fields.ts'

export type GiftFormProps = Readonly<{
  offers: Offers
  /** What the form opens with, or how it was sent. */
  sent: Sent
  ownCurrency: Currency
  today: string
  nonce: string
  proof?: string | undefined
  errors: readonly FieldError[]
}>

/** A year of membership for somebody else, paid once. */
export const GiftForm = (props: GiftFormProps) => {
  const { words } = useTexts()
  const { offers, nonce, proof, errors } = props
  const currency = currencyIn(props)
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

const Amount = (props: GiftFormProps) => {
  const { words, money } = useTexts()
  const currency = currencyIn(props)
  const { presets, suggested, least, most } = offerOf(props.offers, currency, 'yearly')
  const texts = presets.map(textOf)
  const sent = said(props, 'amount') || textOf(suggested)
  const other = said(props, 'amount_other')
  const chosen = other === '' && texts.includes(sent) ? sent : 'other'
  return (
    <fieldset class="field">
      <legend>{words('gifts.much')}</legend>
      <div class="tiles">
        {presets.map((preset) => (
          <label class="tile">
            <input
              type="radio"
              name="amount"
              value={textOf(preset)}
              checked={textOf(preset) === chosen}
            />
            <span>{money(preset, { trim: true })}</span>
          </label>
        ))}
        <label class="tile">
          <input
            type="radio"
            name="amount"
            id="amount-other"
            value="other"
            checked={chosen === 'other'}
          />
          <span>{words('support.much_other')}</span>
        </label>
      </div>
      <div class="other-amount">
        <Field
          name="amount_other"
          label={words('support.much_field', { currency })}
          hint={words('checkout.range', {
            least: money(least, { trim: true }),
            most: money(most, { trim: true }),
          })}
          error={errorOf(props.errors, 'amount_other')}
          value={other}
          inputmode="decimal"
          autocomplete="off"
        />
      </div>
    </fieldset>
  )
}

type RecipientProps = Pick<GiftFormProps, 'sent' | 'errors' | 'today'> &
  Readonly<{ prefix?: string }>

/** Whom it is for and what they get to read; `prefix` tells fields apart where several forms stand. */
export const RecipientFields = ({ prefix = '', ...props }: RecipientProps) => {
  const { words } = useTexts()
  const { errors, today } = props
  const field = (name: string) => ({
    ...{ name, id: `${prefix}${name}` },
    value: said(props, name),
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
        value={said(props, 'deliver_on') || today}
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
        value={said(props, 'message')}
        maxlength={longestMessage}
        rows={4}
      />
    </>
  )
}

export function giftFormAddress(currency: Currency): string {
  return `/support/gift?currency=${currency}`
}

export function currencyIn({
  offers,
  sent,
  ownCurrency,
}: Pick<GiftFormProps, 'offers' | 'sent' | 'ownCurrency'>): Currency {
  const [first] = offers.currencies
  const asked = typeof sent.currency === 'string' ? sent.currency : ownCurrency
  return (
    offeredCurrency(offers, asked) ??
    offeredCurrency(offers, ownCurrency) ??
    first?.currency ??
    ownCurrency
  )
}

function said({ sent }: Pick<GiftFormProps, 'sent'>, name: string): string {
  const value = sent[name]
  return typeof value === 'string' ? value : ''
}

function textOf({ minor, currency }: Money): string {
  return plainDecimals(minor, decimalsOf(currency)).replace(/\.0+$/, '')
}
