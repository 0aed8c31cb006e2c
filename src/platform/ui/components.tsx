import type { Child, JSX } from 'hono/jsx'
import type { FieldError } from '../http/problem.ts'

type FieldProps = Readonly<{
  name: string
  label: Child
  hint?: Child
  error?: string | undefined
  /** Where the name is not unique on the page. */
  id?: string
}>
type Attributes = Omit<JSX.IntrinsicElements['input'], 'id' | 'name'>

/** A labelled text field; its hint and its error are read out with it. */
export const Field = ({
  name,
  label,
  hint,
  error,
  id = name,
  ...input
}: FieldProps & Attributes) => (
  <div class="field">
    <label for={id}>{label}</label>
    <FieldNotes id={id} hint={hint} error={error} />
    <input id={id} name={name} {...input} {...described(id, hint, error)} />
  </div>
)

type SelectProps = FieldProps &
  Readonly<{
    options: readonly Readonly<{ value: string; label: string }>[]
    value?: string | undefined
  }>

export const SelectField = ({
  name,
  label,
  hint,
  error,
  id = name,
  options,
  value,
}: SelectProps) => (
  <div class="field">
    <label for={id}>{label}</label>
    <FieldNotes id={id} hint={hint} error={error} />
    <select id={id} name={name} {...described(id, hint, error)}>
      {options.map((option) => (
        <option value={option.value} selected={option.value === value}>
          {option.label}
        </option>
      ))}
    </select>
  </div>
)

type Notes = Readonly<{ id: string; hint?: Child; error?: string | undefined }>

/** What stands between a label and its control; `described` points the control at it. */
export const FieldNotes = ({ id, hint, error }: Notes) => (
  <>
    {hint === undefined ? null : (
      <span class="hint" id={`${id}-hint`}>
        {hint}
      </span>
    )}
    {error === undefined ? null : (
      <span class="error" id={`${id}-error`}>
        {error}
      </span>
    )}
  </>
)

/** The attributes that tie a control to its FieldNotes. */
export function described(id: string, hint: Child | undefined, error: string | undefined) {
  const notes = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(error === undefined ? [] : [`${id}-error`]),
  ]
  return {
    ...(notes.length === 0 ? {} : { 'aria-describedby': notes.join(' ') }),
    ...(error === undefined ? {} : { 'aria-invalid': 'true' as const }),
  }
}

/** The message of one field, or undefined. */
export function errorOf(errors: readonly FieldError[], field: string): string | undefined {
  return errors.find((error) => error.field === field)?.message
}

type SummaryProps = Readonly<{ title: string; errors: readonly FieldError[] }>

/** All errors of a form, each a link to its field; takes the focus when the page loads. */
export const ErrorSummary = ({ title, errors }: SummaryProps) =>
  errors.length === 0 ? null : (
    <div class="errors" role="alert" tabindex={-1} autofocus>
      <strong>{title}</strong>
      <ul>
        {errors.map(({ field, message }) => (
          <li>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  )

export const Button = ({
  children,
  kind = 'main',
}: {
  children: Child
  kind?: 'main' | 'quiet' | 'danger'
}) => (
  <button type="submit" class={kind === 'main' ? 'button' : `button ${kind}`}>
    {children}
  </button>
)

type NoticeProps = Readonly<{ tone?: 'plain' | 'good' | 'warn' | 'danger'; children: Child }>

export const Notice = ({ tone = 'plain', children }: NoticeProps) => (
  <div class={tone === 'plain' ? 'notice' : `notice ${tone}`}>{children}</div>
)

type Column = Readonly<{
  label: string
  number?: boolean
  /** What a person looks for first: it heads the row's card on a phone, beside the row's name. */
  lead?: boolean
}>
type Narrow = 'cards' | 'scroll'
type TableProps = Readonly<{
  caption: string
  columns: readonly Column[]
  /** One array a row, one cell a column; the first cell names the row. */
  rows: readonly (readonly Child[])[]
  foot?: readonly Child[]
  /** On a phone: each row a card, for things; or scrolled sideways, where columns are compared. */
  narrow?: Narrow
}>

/** A table that can be read aloud, and on a phone stacks or scrolls by itself. */
export const DataTable = ({ caption, columns, rows, foot, narrow = 'scroll' }: TableProps) => {
  const role = roleWhen(narrow)
  return (
    <section class="scroll" tabindex={0} aria-label={caption}>
      <table class={narrow === 'cards' ? 'data as-cards' : 'data'} role={role('table')}>
        <caption>{caption}</caption>
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
