import { placesOfText } from '../../../../members/offers/offers.ts'
import { Field, SelectField } from '../../../../platform/ui/components.tsx'
import { languages } from '../../../../platform/ui/texts/language.ts'
import { fieldIn, type PartProps } from './currencies.tsx'
import { type Fields, rowsOf } from './fields.ts'

const englishNames = { en: 'English', uk: 'Ukrainian', de: 'German' } as const

/** Levels from the lowest up; one without a key is none. */
export const Tiers = ({ fields, errors }: PartProps) => {
  const rows = rowsOf(fields, 'tiers')
  return (
    <section class="stack" id="tiers">
      <h2>Levels</h2>
      <p class="soft">
        A membership’s level follows from what is paid each month or year. Empty a level’s key to
        take it away.
      </p>
      {[...rows, (rows.at(-1) ?? -1) + 1].map((row) => (
        <TierFold {...{ fields, errors }} name={`tiers.${row}`} />
      ))}
    </section>
  )
}

const TierFold = ({ fields, errors, name }: PartProps & { name: string }) => {
  const field = fieldIn({ fields, errors })
  return (
    <details open={errors.some((error) => error.field.startsWith(`${name}.`))}>
      <summary>{fields[`${name}.name.en`] ?? 'Another level'}</summary>
      <div class="stack">
        <div class="entry">
          <Field {...field(`${name}.key`)} label="Key" hint="For other programs, like «patron»" />
          <Phrase {...{ fields, errors }} name={`${name}.name`} label="Name" />
        </div>
        <div class="scroll">
          <table class="data">
            <caption>Begins at</caption>
            <thead>
              <tr>
                <th scope="col">Currency</th>
                <th scope="col">A month</th>
                <th scope="col">A year</th>
              </tr>
            </thead>
            <tbody>
              {codesIn(fields).map((code) => (
                <tr>
                  <th scope="row">{code}</th>
                  {(['monthly', 'yearly'] as const).map((of) => (
                    <td>
                      <Price {...field(`${name}.from.${code}.${of}`)} label={`${code}, ${of}`} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </details>
  )
}

type PriceProps = Readonly<{
  name: string
  value: string
  error: string | undefined
  label: string
}>

const Price = ({ name, value, error, label }: PriceProps) => (
  <>
    <input
      class="input"
      {...{ id: name, name, value }}
      inputmode="decimal"
      size={8}
      aria-label={label}
      aria-invalid={error === undefined ? undefined : 'true'}
    />
    {error === undefined ? null : <span class="error">{error}</span>}
  </>
)

/** What members get, from which level on. */
export const Benefits = ({ fields, errors }: PartProps) => {
  const rows = rowsOf(fields, 'benefits')
  const field = fieldIn({ fields, errors })
  const options = rowsOf(fields, 'tiers').map((row) => ({
    value: fields[`tiers.${row}.key`] ?? '',
    label: fields[`tiers.${row}.name.en`] ?? '',
  }))
  return (
    <section class="stack" id="benefits">
      <h2>Benefits</h2>
      <p class="soft">A level has its own and those of all levels below it.</p>
      {[...rows, (rows.at(-1) ?? -1) + 1].map((row) => {
        const name = `benefits.${row}`
        return (
          <details open={errors.some((error) => error.field.startsWith(`${name}.`))}>
            <summary>{fields[`${name}.text.en`] ?? 'Another benefit'}</summary>
            <div class="entry">
              <Field {...field(`${name}.key`)} label="Key" hint="Empty: it is taken away" />
              <SelectField {...field(`${name}.from`)} label="From the level" options={options} />
              <Phrase {...{ fields, errors }} name={`${name}.text`} label="What it is" wide />
            </div>
          </details>
        )
      })}
    </section>
  )
}

const placeNames = {
  why: 'Why to give, under the title',
  money: 'Where the money goes, under the button',
} as const

/** The newsroom's own words, where it wants other ones than ours. */
export const Texts = ({ fields, errors }: PartProps) => (
  <section class="stack" id="texts">
    <h2>Texts</h2>
    <p class="soft">
      Left empty, our own stand there, with the real share of readers once a month is closed.
    </p>
    {placesOfText.map((place) => (
      <details open={fields[`texts.${place}.en`] !== undefined}>
        <summary>{placeNames[place]}</summary>
        <div class="entry">
          <Phrase {...{ fields, errors }} name={`texts.${place}`} label="Text" wide />
        </div>
      </details>
    ))}
  </section>
)

type PhraseProps = PartProps & Readonly<{ name: string; label: string; wide?: boolean }>

const Phrase = ({ fields, errors, name, label, wide = false }: PhraseProps) => (
  <>
    {languages.map((language) => (
      <div class={wide ? 'whole' : undefined}>
        <Field
          {...fieldIn({ fields, errors })(`${name}.${language}`)}
          label={`${label}, ${englishNames[language]}`}
          lang={language}
        />
      </div>
    ))}
  </>
)

function codesIn(fields: Fields): string[] {
  return rowsOf(fields, 'currencies').flatMap((row) => fields[`currencies.${row}.currency`] ?? [])
}
