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

type AreaProps = FieldProps & Readonly<{ value: string; rows?: number; maxlength?: number }>

/** A field for a few sentences. */
export const AreaField = ({ name, label, hint, error, id = name, value, ...area }: AreaProps) => (
  <div class="field">
    <label for={id}>{label}</label>
    <FieldNotes id={id} hint={hint} error={error} />
    <textarea id={id} name={name} {...area} {...described(id, hint, error)}>
      {value}
    </textarea>
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
