import type { Child } from 'hono/jsx'
import { bases } from '../../../finance/figures.ts'
import { intervals } from '../../../finance/period.ts'
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
export type ViewValues = Readonly<{
  from: string
  to: string
  interval: string
  basis: string
  currency: string
}>

/** The view as a query that programs accept too: nothing empty, nothing left open. */
export function searchOf(values: ViewValues & Readonly<Record<string, string>>): string {
  return `?${new URLSearchParams(values)}`
}

/** From what was sent, or from the query that came of it. */
export function viewValues(given: Partial<ViewValues>): ViewValues {
  const { from = '', to = '', interval = 'month', basis = 'net', currency = '' } = given
  return { from, to, interval, basis, currency }
}

type ViewProps = Readonly<{
  values: ViewValues
  errors: readonly FieldError[]
  today: Day
  more?: Child
  children?: Child
}>

type ReportViewProps = ViewProps & Readonly<{ sentence: string }>

/** A report's page: its sentence, the form that made it, and under that what the books say. */
export const ReportView = ({ sentence, children, ...form }: ReportViewProps) => (
  <>
    <Headline>{sentence}</Headline>
    <ViewForm {...form} />
    {children}
  </>
)

/**
 * Period, interval, basis and currency as one form whose answer is an address: what a person sees
 * here, a colleague sees too. `more` are the fields that one report adds.
 */
const ViewForm = ({ values, errors, today, more }: ViewProps) => (
  <>
    <ErrorSummary title="This view cannot be shown" errors={errors} />
    <form method="get" class="filters" aria-label="What is shown">
      <DayField name="from" label="From" {...{ values, errors }} />
      <DayField name="to" label="Up to, without" {...{ values, errors }} />
      <Choice name="interval" label="Each" {...{ values, errors }} among={intervals} />
      <Choice name="basis" label="Basis" {...{ values, errors }} among={bases} />
      <Field
        name="currency"
        label="Currency"
        value={values.currency}
        size={4}
        error={errorOf(errors, 'currency')}
      />
      {more}
      <Button kind="quiet">Show</Button>
    </form>
    <Ranges values={values} today={today} />
  </>
)

type FieldProps = Readonly<{
  name: 'from' | 'to' | 'interval' | 'basis'
  label: string
  values: ViewValues
  errors: readonly FieldError[]
}>

const DayField = ({ name, label, values, errors }: FieldProps) => (
  <Field name={name} label={label} type="date" value={values[name]} error={errorOf(errors, name)} />
)

const Choice = ({
  name,
  label,
  values,
  errors,
  among,
}: FieldProps & { among: readonly string[] }) => (
  <SelectField
    name={name}
    label={label}
    value={values[name]}
    error={errorOf(errors, name)}
    options={among.map((word) => ({ value: word, label: capitalised(word) }))}
  />
)

/** The ranges that are asked for most, as links that keep the rest of the view. */
const Ranges = ({ values, today }: Pick<ViewProps, 'values' | 'today'>) => (
  <p class="ranges no-print">
    {rangesAt(today).map(({ name, from, to }) => (
      <a href={`?${new URLSearchParams({ ...values, from, to })}`}>{name}</a>
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
