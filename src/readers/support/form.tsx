import type { FieldError } from '../../platform/http/problem.ts'
import { decimalsOf } from '../../platform/money/currency.ts'
import { type Money, plainDecimals } from '../../platform/money/money.ts'
import {
  described,
  ErrorSummary,
  errorOf,
  Field,
  FieldNotes,
} from '../../platform/ui/components.tsx'
import { useTexts } from '../texts/texts.ts'
import { Extras } from './extras.tsx'
import { withFeesCovered } from './fees.ts'
import { frequencies, offerOf } from './offers.ts'
import { allPresets, type Prefill, type Preset } from './prefill.ts'

export type FormProps = Readonly<{ prefill: Prefill; nonce: string; errors: readonly FieldError[] }>

/**
 * The form of an order. Without scripts: the presets of all rhythms are one radio group, of which
 * the stylesheet shows those of the rhythm chosen and always the one that is checked, so what is
 * seen is what is sent; the button's words follow the same way.
 */
export const SupportForm = ({ prefill, nonce, errors }: FormProps) => {
  const { words } = useTexts()
  return (
    <form method="post" action="/checkout" class="give stack" novalidate>
      <ErrorSummary title={words('frame.errors')} errors={errors} />
      <Frequencies prefill={prefill} error={errorOf(errors, 'frequency')} />
      <Amounts prefill={prefill} error={errorOf(errors, 'amount_other')} />
      <Extras prefill={prefill} emailError={errorOf(errors, 'email')} />
      <Carried prefill={prefill} nonce={nonce} />
      <button type="submit" class="button wide">
        <GiveWords prefill={prefill} />
      </button>
    </form>
  )
}

const Frequencies = ({ prefill, error }: { prefill: Prefill; error: string | undefined }) => {
  const { words } = useTexts()
  return (
    <fieldset class="field" id="frequency" {...described('frequency', undefined, error)}>
      <legend>{words('support.often')}</legend>
      <FieldNotes id="frequency" error={error} />
      <div class="tiles">
        {frequencies.map((frequency) => (
          <label class="tile">
            <input
              type="radio"
              name="frequency"
              id={`frequency-${frequency}`}
              value={frequency}
              checked={frequency === prefill.frequency}
            />
            <span>{words(`support.often_${frequency}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const Amounts = ({ prefill, error }: { prefill: Prefill; error: string | undefined }) => {
  const { words } = useTexts()
  return (
    <fieldset class="field">
      <legend>{words('support.much')}</legend>
      <div class="tiles">
        {allPresets(prefill.currency).map((preset, index) => (
          <PresetTile preset={preset} id={`amount-${index + 1}`} chosen={prefill.chosen} />
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
      <OtherAmount prefill={prefill} error={error} />
    </fieldset>
  )
}

type TileProps = Readonly<{ preset: Preset; id: string; chosen: string }>

const PresetTile = ({ preset, id, chosen }: TileProps) => {
  const { money } = useTexts()
  return (
    <label class={['tile', 'preset', ...preset.frequencies.map((f) => `for-${f}`)].join(' ')}>
      <input
        type="radio"
        name="amount"
        id={id}
        value={preset.text}
        checked={preset.text === chosen}
      />
      <span>{money(preset.money, { trim: true })}</span>
    </label>
  )
}

const OtherAmount = ({ prefill, error }: { prefill: Prefill; error: string | undefined }) => {
  const { words } = useTexts()
  const { currency, frequency, other } = prefill
  const { least, most } = offerOf(currency, frequency)
  return (
    <div class="other-amount">
      <Field
        name="amount_other"
        label={words('support.much_field', { currency })}
        hint={<Limits prefill={prefill} />}
        error={error}
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
const Limits = ({ prefill }: { prefill: Prefill }) => {
  const { words, money } = useTexts()
  return (
    <>
      {frequencies.map((frequency) => {
        const { least, most } = offerOf(prefill.currency, frequency)
        return (
          <span class={`says says-${frequency}`} hidden={frequency !== prefill.frequency}>
            {words('support.much_limits', { least: money(least), most: money(most) })}
          </span>
        )
      })}
    </>
  )
}

const Carried = ({ prefill, nonce }: { prefill: Prefill; nonce: string }) => {
  const { currency, campaign, article, tier, returnTo } = prefill
  const values = { nonce, currency, campaign, article, tier, return_to: returnTo }
  return (
    <>
      {Object.entries(values).map(([name, value]) =>
        value === null ? null : <input type="hidden" name={name} value={value} />,
      )}
    </>
  )
}

/** «Give €10 a month»: of the words for every choice, the stylesheet shows those that hold. */
const GiveWords = ({ prefill }: { prefill: Prefill }) => {
  const { words, money } = useTexts()
  return (
    <>
      <span>{words('support.give')}</span>
      {allPresets(prefill.currency).map((preset, index) => (
        <>
          <span
            class={`says says-plain-${index + 1}`}
            hidden={preset.text !== prefill.chosen || prefill.coverFees}
          >
            {money(preset.money, { trim: true })}
          </span>
          <span
            class={`says says-covered-${index + 1}`}
            hidden={preset.text !== prefill.chosen || !prefill.coverFees}
          >
            {money(withFeesCovered(preset.money), { trim: true })}
          </span>
        </>
      ))}
      <span class="says says-other" hidden={prefill.chosen !== 'other'}>
        {words('support.give_other')}
      </span>
      {frequencies.map((frequency) => (
        <span class={`says says-${frequency}`} hidden={frequency !== prefill.frequency}>
          {words(`support.give_${frequency}`)}
        </span>
      ))}
    </>
  )
}

function major({ minor, currency }: Money): string {
  return plainDecimals(minor, decimalsOf(currency))
}
