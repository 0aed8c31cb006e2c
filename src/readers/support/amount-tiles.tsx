import type { Child } from 'hono/jsx'
import type { Frequency, Offer } from '../../members/offers/offers.ts'
import type { FieldError } from '../../platform/http/problem.ts'
import { decimalsOf } from '../../platform/money/currency.ts'
import { type Money, plainDecimals } from '../../platform/money/money.ts'
import { errorOf, Field } from '../../platform/ui/components.tsx'
import { useTexts } from '../texts/texts.ts'

/** `number` is what the stylesheet knows it by; with `frequencies` it stands under these rhythms alone. */
export type AmountTile = Readonly<{
  number: number
  text: string
  money: Money
  frequencies?: readonly Frequency[]
}>

type TilesProps = Readonly<{
  legend: string
  offer: Offer
  tiles: readonly AmountTile[]
  /** A tile's text or `other`. */
  chosen: string
  other: string
  /** Between what any other amount has to lie, in words. */
  limits: Child
  errors: readonly FieldError[]
}>

/** Amounts to choose one from, and the field for any other. */
export const AmountTiles = ({ legend, tiles, chosen, ...field }: TilesProps) => {
  const { words, money } = useTexts()
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      <div class="tiles">
        {tiles.map((tile) => (
          <label class={classOf(tile)}>
            <input
              type="radio"
              name="amount"
              id={`amount-${tile.number}`}
              value={tile.text}
              checked={tile.text === chosen}
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
            checked={chosen === 'other'}
          />
          <span>{words('support.much_other')}</span>
        </label>
      </div>
      <OtherAmount {...field} />
    </fieldset>
  )
}

const OtherAmount = ({
  offer: { least, most },
  ...field
}: Pick<TilesProps, 'offer' | 'other' | 'limits' | 'errors'>) => {
  const { words } = useTexts()
  return (
    <div class="other-amount">
      <Field
        name="amount_other"
        label={words('support.much_field', { currency: least.currency })}
        hint={field.limits}
        error={errorOf(field.errors, 'amount_other')}
        value={field.other}
        inputmode="decimal"
        autocomplete="off"
        data-min={major(least)}
        data-max={major(most)}
      />
    </div>
  )
}

function classOf({ frequencies }: AmountTile): string {
  if (frequencies === undefined) return 'tile'
  return ['tile', 'preset', ...frequencies.map((frequency) => `for-${frequency}`)].join(' ')
}

function major({ minor, currency }: Money): string {
  return plainDecimals(minor, decimalsOf(currency))
}
