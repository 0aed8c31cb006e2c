import { frequencies } from '../../../../members/offers/offers.ts'
import type { FieldError } from '../../../../platform/http/problem.ts'
import { errorOf, Field } from '../../../../platform/ui/components.tsx'
import { capitalised } from '../../figures.tsx'
import { type Fields, rowsOf } from './fields.ts'

export type PartProps = Readonly<{ fields: Fields; errors: readonly FieldError[] }>

/** A currency a fold: what may be given in it; the last one is empty, for one more. */
export const Currencies = ({ fields, errors }: PartProps) => {
  const rows = rowsOf(fields, 'currencies')
  return (
    <section class="stack" id="currencies">
      <h2>Currencies and amounts</h2>
      <p class="soft">
        Amounts stand apart by spaces, from the smallest up; the second is chosen when the form
        opens.
      </p>
      {[...rows, (rows.at(-1) ?? -1) + 1].map((row) => (
        <CurrencyFold {...{ fields, errors }} name={`currencies.${row}`} />
      ))}
    </section>
  )
}

const CurrencyFold = ({ fields, errors, name }: PartProps & { name: string }) => {
  const code = fields[`${name}.currency`]
  const field = fieldIn({ fields, errors })
  return (
    <details open={errors.some((error) => error.field.startsWith(`${name}.`))}>
      <summary>{code === undefined ? 'Another currency' : inShort(fields, name, code)}</summary>
      <div class="entry">
        <label class="check">
          <input
            type="checkbox"
            name={`${name}.offered`}
            checked={code === undefined || fields[`${name}.offered`] !== undefined}
          />
          Readers may give in it
        </label>
        <Field
          {...field(`${name}.currency`)}
          label="Currency"
          hint="Like EUR"
          readonly={code !== undefined && !errors.some((e) => e.field === `${name}.currency`)}
        />
        <Field
          {...field(`${name}.card_fee`)}
          label="Fixed part of a card’s fee"
          hint="What Stripe keeps besides its percentage"
          inputmode="decimal"
        />
      </div>
      <div class="stack">
        {frequencies.map((of) => (
          <fieldset>
            <legend>{capitalised(of)}</legend>
            <div class="entry">
              <Field {...field(`${name}.${of}.presets`)} label="Amounts" />
              <Field {...field(`${name}.${of}.least`)} label="Least" inputmode="decimal" />
              <Field {...field(`${name}.${of}.most`)} label="Most" inputmode="decimal" />
            </div>
          </fieldset>
        ))}
      </div>
    </details>
  )
}

/** Name, value and error of a field of this form. */
export function fieldIn({ fields, errors }: PartProps) {
  return (name: string) => ({ name, value: fields[name] ?? '', error: errorOf(errors, name) })
}

function inShort(fields: Fields, name: string, code: string): string {
  const offered = fields[`${name}.offered`] === undefined ? ', not offered' : ''
  return `${code}${offered}: ${fields[`${name}.monthly.presets`] ?? ''} monthly`
}
