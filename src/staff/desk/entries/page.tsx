import type { EntryRow } from '../../../finance/entries/rows.ts'
import { bases, figureNames } from '../../../finance/figures.ts'
import { incomeClasses, stripeClasses } from '../../../ledger/classes.ts'
import { none } from '../../../ledger/entries.ts'
import type { Role } from '../../../platform/auth/principal.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import type { Currency } from '../../../platform/money/currency.ts'
import {
  Button,
  ErrorSummary,
  errorOf,
  Field,
  Notice,
  SelectField,
} from '../../../platform/ui/components.tsx'
import { DataTable } from '../../../platform/ui/data-table.tsx'
import { capitalised, inColumn, inWords, Unknown } from '../figures.tsx'
import { TakeAlong } from '../report/foot.tsx'
import { Person, StripeObject } from '../rows/cell.tsx'
import { className, figureWords } from '../words.ts'

/** What was asked, as sent: every field a text, left out or empty where it does not narrow. */
export type AskedRows = Readonly<Record<string, string>>

type RowsProps = Readonly<{
  asked: AskedRows
  rows: readonly EntryRow[]
  sum_minor: bigint | null
  currency: Currency
  next: string | null
  role: Role
  /** Where Stripe's dashboard shows an object. */
  addressOf: (id: string) => string | null
}>

/** The rows behind a figure, oldest first, and their sum: the figure itself. */
export const EntriesPage = ({ asked, ...found }: RowsProps) => (
  <>
    <h1>{sentence(asked, found)}</h1>
    <RowsForm asked={asked} errors={[]} />
    {found.rows.length === 0 ? (
      <Notice>
        <p>
          No row fits. Rows come with the first payment, or when{' '}
          <a href="/desk/income">income is entered</a>.
        </p>
      </Notice>
    ) : (
      <RowsTable asked={asked} {...found} />
    )}
    {found.next === null ? null : (
      <p>
        <a href={found.next} rel="next">
          Next rows
        </a>
      </p>
    )}
    <footer class="definition">
      <p>
        Each row is booked once and never changed; “{figureWords(asked.figure)}” is what it adds to
        the figure. Rows outside the figure add 0.
      </p>
      <TakeAlong address="/api/ledger/entries" search={`?${query(asked)}`} role={found.role} />
    </footer>
  </>
)

function sentence(
  asked: AskedRows,
  { sum_minor, currency }: Pick<RowsProps, 'sum_minor' | 'currency'>,
) {
  const name = figureWords(asked.figure)
  return sum_minor === null
    ? `${name} cannot be added up: an exchange rate is missing`
    : `${name}: these rows add up to ${inWords(sum_minor, currency)}`
}

function query(asked: AskedRows): URLSearchParams {
  const { cursor: _cursor, limit: _limit, ...lasting } = asked
  return new URLSearchParams(lasting)
}

const RowsTable = ({
  asked,
  rows,
  sum_minor,
  currency,
  role,
  addressOf,
}: Omit<RowsProps, 'next'>) => {
  const figure = (minor: bigint | null) =>
    minor === null ? <Unknown reason="no exchange rate" /> : inColumn(minor, currency)
  return (
    <DataTable
      caption="Rows of the ledger, oldest first"
      narrow="cards"
      columns={[
        'Day',
        'Kind',
        'Class',
        { label: `${figureWords(asked.figure)}, ${currency}`, number: true, lead: true },
        'Booked in',
        ...['Gross', 'Fee', 'Net'].map((label) => ({ label, number: true })),
        'Person',
        'Campaign',
        'Source',
      ]}
      rows={rows.map((row) => [
        row.day,
        row.kind.replaceAll('_', ' '),
        row.class === null ? '—' : className(row.class),
        figure(row.figure_minor),
        row.currency,
        ...[row.amount_minor, row.fee_minor, row.net_minor].map((m) => inColumn(m, row.currency)),
        row.member_id === null ? '—' : <Person id={row.member_id} role={role} />,
        row.campaign ?? '—',
        <Source row={row} addressOf={addressOf} />,
      ])}
      foot={['All pages', '', '', figure(sum_minor), ...Array<string>(7).fill('')]}
    />
  )
}

type SourceProps = Readonly<{ row: EntryRow } & Pick<RowsProps, 'addressOf'>>

/** Who told of it; of a fact that came after its month was closed also the day it was of. */
const Source = ({ row, addressOf }: SourceProps) => (
  <>
    {row.balance_transaction === null ? (
      row.source
    ) : (
      <StripeObject
        id={row.balance_transaction}
        href={addressOf(row.charge ?? row.balance_transaction)}
      />
    )}
    {row.true_day === null ? null : <small class="beside">late, of {row.true_day}</small>}
  </>
)

type FormProps = Readonly<{ asked: AskedRows; errors: readonly FieldError[] }>

const shown = ['from', 'to', 'class', 'source', 'figure', 'basis', 'cursor']

/** What narrows the rows; what this form has no field for is kept as it was asked. */
export const RowsForm = ({ asked, errors }: FormProps) => (
  <>
    <ErrorSummary title="These rows cannot be shown" errors={errors} />
    <form method="get" class="filters" aria-label="Which rows">
      <Day name="from" label="From" {...{ asked, errors }} />
      <Day name="to" label="Up to, without" {...{ asked, errors }} />
      <Choice name="class" label="Class" options={classOptions} {...{ asked, errors }} />
      <Choice name="source" label="Source" options={sourceOptions} {...{ asked, errors }} />
      <Choice name="figure" label="Figure" options={figureOptions} {...{ asked, errors }} />
      <Choice name="basis" label="Basis" options={basisOptions} {...{ asked, errors }} />
      {Object.entries(asked)
        .filter(([name]) => !shown.includes(name))
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
      <Button kind="quiet">Show</Button>
    </form>
  </>
)

const classOptions = [
  { value: '', label: 'Any' },
  ...[...stripeClasses, ...incomeClasses, none].map((value) => ({
    value,
    label: className(value),
  })),
]
const sourceOptions = [
  { value: 'all', label: 'All' },
  { value: 'stripe', label: 'Stripe' },
  { value: 'manual', label: 'Entered by hand' },
  { value: 'import', label: 'Imported' },
]

const figureOptions = figureNames.map((value) => ({ value, label: figureWords(value) }))
const basisOptions = bases.map((value) => ({ value, label: capitalised(value) }))

type NamedProps = FormProps & Readonly<{ name: string; label: string }>
type Options = readonly Readonly<{ value: string; label: string }>[]

const Choice = ({ asked, errors, name, ...field }: NamedProps & { options: Options }) => (
  <SelectField
    name={name}
    value={asked[name] ?? standing[name]}
    error={errorOf(errors, name)}
    {...field}
  />
)

/** What holds where nothing was asked and the first option does not. */
const standing: Readonly<Record<string, string>> = { figure: 'net_minor' }

const Day = ({ name, label, asked, errors }: NamedProps) => (
  <Field
    name={name}
    label={label}
    type="date"
    value={asked[name] ?? ''}
    error={errorOf(errors, name)}
  />
)
