import { bookTables } from '../../../finance/exports/tables/all.ts'
import { details, journalBases } from '../../../finance/journal/journal.ts'
import { journalFormats } from '../../../finance/journal/query.ts'
import type { Role } from '../../../platform/auth/principal.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import {
  Button,
  ErrorSummary,
  errorOf,
  Field,
  SelectField,
} from '../../../platform/ui/components.tsx'
import { DataTable } from '../../../platform/ui/data-table.tsx'
import { mayEnter } from '../../access.ts'

/** The days asked for, as sent. */
export type AskedDays = Readonly<{ from: string; to: string }>
type FilesProps = Readonly<{ days: AskedDays; errors: readonly FieldError[]; role: Role }>

/** Everything that leaves the house as a file: the journal, and each table of the books. */
export const FilesPage = ({ days, errors, role }: FilesProps) => (
  <>
    <h1>Files of the books</h1>
    <p class="soft">
      Who took which stands in the audit log. Each report also has its own files at its foot.
    </p>
    <ErrorSummary title="These days cannot be taken" errors={errors} />
    <JournalForm days={days} errors={errors} />
    <section class="stack">
      <h2>Tables</h2>
      <form method="get" class="filters" aria-label="Which days">
        <Days days={days} errors={errors} />
        <Button kind="quiet">Set the days</Button>
      </form>
      <Tables days={days} role={role} />
    </section>
  </>
)

const formatNames: Readonly<Record<(typeof journalFormats)[number], string>> = {
  generic: 'Every fact of a line',
  xero: 'Xero',
  quickbooks: 'QuickBooks',
  datev: 'DATEV',
}
const detailNames = { day: 'One a day', entry: 'One a row of the ledger' } as const
const basisNames = { net: 'When received', recognised: 'When earned' } as const

const JournalForm = ({ days, errors }: Omit<FilesProps, 'role'>) => (
  <section class="stack">
    <h2>Journal</h2>
    <p class="soft">
      The ledger in double entry, in the form that your accounting program takes. Its accounts are
      named in <a href="/desk/settings#accounts">settings</a>.
    </p>
    <form method="get" action="/api/journal.csv" class="filters" aria-label="Journal">
      <Days days={days} errors={errors} id="journal-" />
      <SelectField
        name="format"
        label="For"
        options={journalFormats.map((value) => ({ value, label: formatNames[value] }))}
      />
      <SelectField
        name="detail"
        label="Entries"
        options={details.map((value) => ({ value, label: detailNames[value] }))}
      />
      <SelectField
        name="basis"
        label="Revenue stands"
        options={journalBases.map((value) => ({ value, label: basisNames[value] }))}
      />
      <Button>Take the journal</Button>
    </form>
  </section>
)

type DaysProps = Readonly<{ days: AskedDays; errors: readonly FieldError[]; id?: string }>

const Days = ({ days, errors, id = '' }: DaysProps) => (
  <>
    <Field
      name="from"
      id={`${id}from`}
      type="date"
      label="From"
      value={days.from}
      error={errorOf(errors, 'from')}
    />
    <Field
      name="to"
      id={`${id}to`}
      type="date"
      label="Up to, without"
      value={days.to}
      error={errorOf(errors, 'to')}
    />
  </>
)

const Tables = ({ days, role }: { days: AskedDays; role: Role }) => (
  <DataTable
    caption={`Tables, ${days.from} up to ${days.to}`}
    narrow="cards"
    columns={['Table', 'One row is', 'Take it']}
    rows={Object.entries(bookTables)
      .filter(([name]) => mayEnter(role, `/api/exports/${name}.csv`))
      .map(([name, { text }]) => [
        name.replaceAll('-', ' '),
        text,
        <span class="ranges">
          {(['csv', 'xlsx'] as const).map((ending) => (
            <a href={`/api/exports/${name}.${ending}?${new URLSearchParams(days)}`}>
              {ending.toUpperCase()}
            </a>
          ))}
        </span>,
      ])}
  />
)
