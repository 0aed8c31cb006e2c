import type { Child } from 'hono/jsx'
import { bases } from '../../../finance/figures.ts'
import { addMonths, type Day, firstDay, monthOf } from '../../../platform/day.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import {
  Button,
  ErrorSummary,
  errorOf,
  Field,
  SelectField,
} from '../../../platform/ui/components.tsx'
import { capitalised, Headline } from '../figures.tsx'
import { filledIn } from './asked.ts'

/** What the form shows: the words as they were sent, or what stands in for those left out. */
export type ViewValues = Readonly<Record<string, string>>

/** A field of the form: of options the first holds where none was chosen; without any, it is typed. */
export type Choice = Readonly<{
  name: string
  label: string
  options?: readonly Readonly<{ value: string; label: string }>[]
  hint?: string
  type?: 'date'
  size?: number
}>

/** A choice among words that programs send too, each with its name on the page. */
export function choiceOf(
  name: string,
  label: string,
  words: readonly (readonly [value: string, label: string])[],
): Choice {
  return { name, label, options: words.map(([value, text]) => ({ value, label: text })) }
}

const common: readonly Choice[] = [
  { name: 'from', label: 'From', type: 'date' },
  { name: 'to', label: 'Up to, without', type: 'date' },
  { name: 'currency', label: 'Currency', size: 4 },
  choiceOf('interval', 'Each', [
    ['month', 'Month'],
    ['quarter', 'Quarter'],
    ['year', 'Year'],
    ['day', 'Day'],
  ]),
  choiceOf(
    'basis',
    'Basis',
    bases.map((basis) => [basis, capitalised(basis)]),
  ),
  choiceOf('compare', 'Beside it', [
    ['', 'Nothing'],
    ['previous', 'Period before'],
    ['year', 'A year earlier'],
  ]),
]

/** The view as a query that programs accept too: nothing empty, nothing left open. */
export function searchOf(values: ViewValues): string {
  return `?${new URLSearchParams(filledIn(values))}`
}

/** The fields of a report's form: every report's but those that mean nothing to it, and its own. */
export function fieldsOf({
  choices = [],
  without = [],
}: Readonly<{ choices?: readonly Choice[]; without?: readonly string[] }>): readonly Choice[] {
  return [...common.filter(({ name }) => !without.includes(name)), ...choices]
}

/** The form's values from what was sent: only of fields that it has. */
export function viewValues(sent: ViewValues, fields: readonly Choice[]): ViewValues {
  return Object.fromEntries(
    fields.map(({ name, options }) => [name, sent[name] ?? options?.[0]?.value ?? '']),
  )
}

type FormProps = Readonly<{ values: ViewValues; errors: readonly FieldError[] }>
type ViewProps = FormProps & Readonly<{ fields: readonly Choice[]; today: Day }>

/** A report's page: its sentence, the form that made it, and under that what the books say. */
export const ReportView = ({
  sentence,
  children,
  ...form
}: ViewProps & Readonly<{ sentence: string; children?: Child }>) => (
  <>
    <Headline>{sentence}</Headline>
    <ViewForm {...form} />
    {children}
  </>
)

/**
 * Period, interval, basis and currency as one form whose answer is an address: what a person sees
 * here, a colleague sees too.
 */
const ViewForm = ({ fields, today, values, errors }: ViewProps) => (
  <>
    <ErrorSummary title="This view cannot be shown" errors={errors} />
    <form method="get" class="filters" aria-label="What is shown">
      {fields.map(({ options, ...field }) => {
        const filled = { ...field, value: values[field.name], error: errorOf(errors, field.name) }
        return options === undefined ? (
          <Field {...filled} />
        ) : (
          <SelectField {...filled} options={options} />
        )
      })}
      <Button kind="quiet">Show</Button>
    </form>
    <Ranges values={values} today={today} />
  </>
)

/** The ranges that are asked for most, as links that keep the rest of the view. */
const Ranges = ({ values, today }: Pick<ViewProps, 'values' | 'today'>) => (
  <p class="ranges no-print">
    {rangesAt(today).map(({ name, from, to }) => (
      <a href={searchOf({ ...values, from, to })}>{name}</a>
    ))}
  </p>
)

function rangesAt(today: Day): { name: string; from: Day; to: Day }[] {
  const month = firstDay(monthOf(today))
  const year = firstDay(`${today.slice(0, 4)}-01`)
  return [
    { name: 'This month', from: month, to: addMonths(month, 1) },
    { name: 'Last month', from: addMonths(month, -1), to: month },
    { name: 'Last 12 months', from: addMonths(month, -11), to: addMonths(month, 1) },
    { name: 'This year', from: year, to: addMonths(year, 12) },
    { name: 'Last year', from: addMonths(year, -12), to: year },
  ]
}
