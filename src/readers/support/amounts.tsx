import { frequencies, offerOf } from '../../members/offers/offers.ts'
import { decimalsOf } from '../../platform/money/currency.ts'
import { type Money, plainDecimals } from '../../platform/money/money.ts'
import { errorOf, Field } from '../../platform/ui/components.tsx'
import { useTexts } from '../texts/texts.ts'
import { type Asking, isChosen, tilesOf } from './asking.ts'

/** The tiles of a currency, and the field for any other amount. */
export const Amounts = (asking: Asking) => {
  const { words, money } = useTexts()
  const { prefill } = asking
  return (
    <fieldset class="field">
      <legend>{words('support.much')}</legend>
      <div class="tiles">
        {tilesOf(asking).map((tile) => (
          <label class={['tile', 'preset', ...tile.frequencies.map((f) => `for-${f}`)].join(' ')}>
            <input
              type="radio"
              name="amount"
              id={`amount-${tile.number}`}
              value={tile.text}
              checked={isChosen(tile, prefill)}
            />
            <span>{money(tile.money, { trim: true })}</span>
          </label>
        ))}
        <label class="tile">
          <input
            type="radio"
            name="amount"
            id="amount-other"
            value="other"
            checked={prefill.chosen === 'other'}
          />
          <span>{words('support.much_other')}</span>
        </label>
      </div>
      <OtherAmount {...asking} />
    </fieldset>
  )
}

const OtherAmount = (asking: Asking) => {
  const { words } = useTexts()
  const { currency, frequency, other } = asking.prefill
  const { least, most } = offerOf(asking.offers, currency, frequency)
  return (
    <div class="other-amount">
      <Field
        name="amount_other"
        label={words('support.much_field', { currency })}
        hint={<Limits {...asking} />}
        error={errorOf(asking.errors, 'amount_other')}
        value={other}
        inputmode="decimal"
        autocomplete="off"
        data-min={major(least)}
        data-max={major(most)}
      />
    </div>
  )
}

/** A sentence a rhythm, as each may have limits of its own. */
const Limits = ({ prefill, offers }: Asking) => {
  const { words, money } = useTexts()
  return (
    <>
      {frequencies.map((frequency) => {
        const { least, most } = offerOf(offers, prefill.currency, frequency)
        return (
          <span class={`says says-${frequency}`} hidden={frequency !== prefill.frequency}>
            {words('support.much_limits', { least: money(least), most: money(most) })}
          </span>
        )
      })}
    </>
  )
}

function major({ minor, currency }: Money): string {
  return plainDecimals(minor, decimalsOf(currency))
}
