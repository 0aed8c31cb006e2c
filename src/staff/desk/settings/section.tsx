import type { Declaration } from '../../../finance/settings/declaration.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import type { Currency } from '../../../platform/money/currency.ts'
import { currencyOf } from '../../../platform/money/currency.ts'
import {
  Button,
  ErrorSummary,
  errorOf,
  Field,
  SelectField,
} from '../../../platform/ui/components.tsx'
import { DataTable } from '../../../platform/ui/data-table.tsx'
import { languages, ownNames } from '../../../platform/ui/texts/language.ts'
import { writeInstant } from '../days.ts'
import { capitalised, inColumn } from '../figures.tsx'
import { figureWords } from '../words.ts'
import type { Sent, SettingField, SettingForm } from './setting-form.ts'

type SectionProps = Readonly<{
  form: SettingForm
  /** Where it is posted, if not among the settings. */
  action?: string
  history: readonly Declaration<object>[]
  names: ReadonlyMap<string, string>
  /** What was sent and refused, where it was this form's. */
  values: Sent
  errors: readonly FieldError[]
  zone: string
  currency: Currency
}>

/** One thing to declare: what it is for, its form, and everything that was ever said of it. */
export const SettingSection = ({
  form,
  action = `/desk/settings/${form.path}`,
  values,
  errors,
  ...told
}: SectionProps) => (
  <section class="stack" id={form.path}>
    <h2>{form.title}</h2>
    <p class="soft">{form.about}</p>
    <ErrorSummary
      title="This was not declared"
      errors={errors.map(({ field, message }) => ({ field: `${form.path}-${field}`, message }))}
    />
    <form method="post" action={action} class="entry">
      {form.fields.map((field) => (
        <Asked {...{ field, values, errors }} path={form.path} />
      ))}
      <div>
        <Button kind="quiet">Declare</Button>
      </div>
    </form>
    <History title={form.title} {...told} />
  </section>
)

type AskedProps = Readonly<{
  field: SettingField
  path: string
  values: Sent
  errors: readonly FieldError[]
}>

/** Fields of several forms have the same names, so their ids name the form too. */
const Asked = ({ field, path, values, errors }: AskedProps) => {
  const { kind, hint, ...named } = field
  const error = errorOf(errors, field.name)
  if (kind === 'phrase') return <InEveryLanguage {...{ field, path, values, errors }} />
  const common = {
    ...{ ...named, error, id: `${path}-${field.name}`, value: values[field.name] },
    ...(hint === undefined ? {} : { hint }),
  }
  if (kind === 'day') return <Field {...common} type="date" />
  if (kind === 'amount') return <Field {...common} inputmode="decimal" />
  if (kind === 'whole') return <Field {...common} inputmode="numeric" />
  if (kind === 'text') return <Field {...common} />
  return (
    <SelectField
      {...common}
      options={kind.map((value) => ({ value, label: capitalised(value) }))}
    />
  )
}

const InEveryLanguage = ({ field, path, values, errors }: AskedProps) => (
  <fieldset class="field phrase" id={`${path}-${field.name}`}>
    <legend>{field.label}</legend>
    {field.hint === undefined ? null : <span class="hint">{field.hint}</span>}
    {languages.map((language) => {
      const name = `${field.name}.${language}`
      return (
        <Field
          {...{ name, id: `${path}-${name}`, value: values[name] ?? '', lang: language }}
          label={ownNames[language]}
          error={errorOf(errors, name)}
        />
      )
    })}
  </fieldset>
)

type HistoryProps = Pick<SectionProps, 'history' | 'names' | 'zone' | 'currency'> &
  Readonly<{ title: string }>

const History = ({ title, history, names, zone, currency }: HistoryProps) =>
  history.length === 0 ? (
    <p class="soft">Nothing is declared yet.</p>
  ) : (
    <DataTable
      caption={`${title} as declared, newest first`}
      narrow="cards"
      columns={['Declared', 'Says', 'From', 'By']}
      rows={history.map(({ key, sent, from, declared_at, declared_by }) => [
        writeInstant(declared_at, zone),
        [...(isName(key) ? [key] : []), ...saidIn({ sent, from }, currency)].join(', '),
        from ?? 'the beginning',
        names.get(declared_by) ?? declared_by,
      ])}
    />
  )

/** The key of a tax is made of its product and country, which it says itself. */
function isName(key: string): boolean {
  return key !== '' && !key.startsWith('[')
}

/** Its first day stands in a column of its own, where it has one. */
function saidIn({ sent, from }: Pick<Declaration<object>, 'sent' | 'from'>, books: Currency) {
  const said = Object.entries(sent)
  const code = said.find(([name]) => name === 'currency')?.[1]
  const currency = (typeof code === 'string' ? currencyOf(code) : null) ?? books
  return said
    .filter(([name]) => name !== 'currency' && (name !== 'from' || from === null))
    .map(([name, value]) =>
      name.endsWith('_minor')
        ? `${figureWords(name)} ${inColumn(BigInt(value), currency)} ${currency}`
        : `${figureWords(name)} ${inEnglish(value)}`,
    )
}

/** A phrase is known by its English. */
function inEnglish(value: unknown): string {
  const isPhrase = typeof value === 'object' && value !== null && 'en' in value
  return isPhrase ? `“${String(value.en)}”` : String(value)
}
