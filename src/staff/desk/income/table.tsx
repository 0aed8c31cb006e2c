import { Button, Field, Notice } from '../../../platform/ui/components.tsx'
import { DataTable } from '../../../platform/ui/data-table.tsx'
import { writeInstant } from '../days.ts'
import { inColumn, State } from '../figures.tsx'
import { className } from '../words.ts'
import type { IncomePage, IncomeRow } from './list.ts'

/** What was entered, the last first; each can be taken back once, with a reason. */
export const IncomeTable = ({ page, zone }: { page: IncomePage; zone: string }) =>
  page.rows.length === 0 ? (
    <Notice>
      <p>
        Nothing is entered yet: what advertisers, foundations and others paid goes into the form
        above.
      </p>
    </Notice>
  ) : (
    <>
      <DataTable
        caption="Entered so far"
        narrow="cards"
        columns={[
          'Day',
          'Class',
          'Who paid',
          'Document',
          { label: 'Amount', number: true, lead: true },
          'Currency',
          'State',
          'Entered',
        ]}
        rows={page.rows.map((row) => [
          row.day,
          row.channel === null ? className(row.class) : `${className(row.class)}, ${row.channel}`,
          row.payer ?? '—',
          <DocumentCell row={row} />,
          inColumn(row.amount_minor, row.currency),
          row.currency,
          <RowState row={row} />,
          writeInstant(row.entered_at, zone),
        ])}
      />
      {page.next_cursor === null ? null : (
        <p>
          <a href={`/desk/income?cursor=${page.next_cursor}`} rel="next">
            Entered before
          </a>
        </p>
      )}
    </>
  )

/** Its number, and where it is kept. */
const DocumentCell = ({ row }: { row: IncomeRow }) => (
  <>
    {row.document}
    {row.reference === null ? null : <span class="soft"> {row.reference}</span>}
  </>
)

/** Says where the document is kept, or says it anew. */
const Reference = ({ row }: { row: IncomeRow }) => (
  <details>
    <summary>Where it is kept</summary>
    <form method="post" action={`/desk/income/${row.id}/document`} class="stack">
      <Field
        id={`reference-${row.id}`}
        name="reference"
        label="An address, or a number of the archive"
        value={row.reference ?? ''}
        required
        maxlength={300}
      />
      <Button kind="quiet">Note for {row.document}</Button>
    </form>
  </details>
)

const RowState = ({ row }: { row: IncomeRow }) => {
  if (row.reverses !== null) return <span>takes one back: {row.reason}</span>
  if (row.reversed_by !== null) return <State tone="plain">reversed</State>
  return (
    <>
      <State tone={row.estimated ? 'warn' : 'good'}>
        {row.estimated ? 'estimated' : 'entered'}
      </State>
      <Reference row={row} />
      <Reverse row={row} />
    </>
  )
}

const Reverse = ({ row }: { row: IncomeRow }) => (
  <details>
    <summary>Reverse</summary>
    <form method="post" action={`/desk/income/${row.id}/reverse`} class="stack">
      <Field id={`reason-${row.id}`} name="reason" label="Why" required maxlength={300} />
      <Button kind="danger">Reverse {row.document}</Button>
    </form>
  </details>
)
