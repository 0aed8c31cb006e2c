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

/** What the form shows: the words as they were sent, or what stands in for those left out. */
export type ViewValues = Readonly<Record<string, string>>

/** A field of the form that one report adds: the first option is what holds where none was chosen. */
export type Choice = Readonly<{
  name: string
  label: string
  options: readonly Readonly<{ value: string; label: string }>[]
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
    ['previous', 'The period before'],
    ['year', 'A year earlier'],
  ]),
]

/** The view as a query that programs accept too: nothing empty, nothing left open. */
export function searchOf(values: ViewValues): string {
  return `?${new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ''))}`
}

/** The form's values from what was sent: only of fields that it has. */
export function viewValues(sent: ViewValues, choices: readonly Choice[]): ViewValues {
  const typed = ['from', 'to', 'currency'].map((name) => [name, sent[name] ?? ''])
  const chosen = [...common, ...choices].map(({ name, options }) => [
    name,
    sent[name] ?? options[0]?.value ?? '',
  ])
  return Object.fromEntries([...typed, ...chosen])
}

type FormProps = Readonly<{ values: ViewValues; errors: readonly FieldError[] }>
type ViewProps = FormProps & Readonly<{ choices: readonly Choice[]; today: Day }>

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
const ViewForm = ({ choices, today, ...form }: ViewProps) => (
  <>
    <ErrorSummary title="This view cannot be shown" errors={form.errors} />
    <form method="get" class="filters" aria-label="What is shown">
      <Typed name="from" label="From" type="date" {...form} />
      <Typed name="to" label="Up to, without" type="date" {...form} />
      <Typed name="currency" label="Currency" size={4} {...form} />
      {[...common, ...choices].map((choice) => (
        <SelectField
          {...choice}
          value={form.values[choice.name]}
          error={errorOf(form.errors, choice.name)}
        />
      ))}
      <Button kind="quiet">Show</Button>
    </form>
    <Ranges values={form.values} today={today} />
  </>
)

type TypedProps = FormProps &
  Readonly<{ name: string; label: string; type?: 'date'; size?: number }>

const Typed = ({ values, errors, name, ...field }: TypedProps) => (
  <Field name={name} value={values[name]} error={errorOf(errors, name)} {...field} />
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
