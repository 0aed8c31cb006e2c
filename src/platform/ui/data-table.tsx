import type { Child } from 'hono/jsx'

type Column = Readonly<{
  label: string
  number?: boolean
  /** What a person looks for first: it heads the row's card on a phone, beside the row's name. */
  lead?: boolean
}>
type Narrow = 'cards' | 'scroll'
type TableProps = Readonly<{
  caption: string
  /** Each by its heading, with what else there is to say of it. */
  columns: readonly (string | Column)[]
  /** One array a row, one cell a column; the first cell names the row. */
  rows: readonly (readonly Child[])[]
  foot?: readonly Child[]
  /** On a phone: each row a card, for things; or scrolled sideways, where columns are compared. */
  narrow?: Narrow
}>

/** A table that can be read aloud, and on a phone stacks or scrolls by itself. */
export const DataTable = ({ caption, rows, foot, narrow = 'scroll', ...table }: TableProps) => {
  const role = roleWhen(narrow)
  const columns = table.columns.map((column) =>
    typeof column === 'string' ? { label: column } : column,
  )
  return (
    <section class="scroll" tabindex={0} aria-label={caption}>
      <table class={narrow === 'cards' ? 'data as-cards' : 'data'} role={role('table')}>
        <caption>
          <span>{caption}</span>
        </caption>
        <thead role={role('rowgroup')}>
          <tr role={role('row')}>
            {columns.map(({ label, number }) => (
              <th scope="col" class={number ? 'number' : undefined} role={role('columnheader')}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role={role('rowgroup')}>
          {rows.map((cells) => (
            <TableRow {...{ cells, columns, narrow }} />
          ))}
        </tbody>
        {foot === undefined ? null : (
          <tfoot role={role('rowgroup')}>
            <TableRow cells={foot} {...{ columns, narrow }} />
          </tfoot>
        )}
      </table>
    </section>
  )
}

type RowProps = Readonly<{ cells: readonly Child[]; columns: readonly Column[]; narrow: Narrow }>

const TableRow = ({ cells, columns, narrow }: RowProps) => {
  const role = roleWhen(narrow)
  return (
    <tr role={role('row')}>
      {cells.map((cell, index) => {
        const { label, number, lead } = columns[index] ?? {}
        const style = [number ? 'number' : '', lead ? 'lead' : ''].filter(Boolean).join(' ')
        const look = style === '' ? {} : { class: style }
        return index === 0 ? (
          <th scope="row" {...look} role={role('rowheader')}>
            {cell}
          </th>
        ) : (
          <td {...look} role={role('cell')} data-label={narrow === 'cards' ? label : undefined}>
            {cell}
          </td>
        )
      })}
    </tr>
  )
}

/** Some browsers stop reading out a table as one when it is laid out as cards; roles keep it one. */
function roleWhen(narrow: Narrow) {
  return (role: TableRole) => (narrow === 'cards' ? role : undefined)
}
type TableRole = 'table' | 'rowgroup' | 'row' | 'columnheader' | 'rowheader' | 'cell'
