/** What was typed, by the name of its field. */
export type Typed = Readonly<Record<string, string>>
export type Wrong = { field: string; message: string }
export type Filling = { typed: Typed; wrong: Wrong[] }

type InputProps = Filling & {
  field: string
  label: string
  type?: string
  autocomplete?: string
  inputmode?: 'numeric'
  placeholder?: string
  readonly?: boolean
}

/** A labelled field, with what is wrong with it beneath. */
export const Input = ({ field, label, typed, wrong, type = 'text', ...attributes }: InputProps) => (
  <>
    <label for={field}>{label}</label>
    <input
      id={field}
      name={field}
      type={type}
      value={typed[field] ?? ''}
      {...attributes}
      {...invalid(field, wrong)}
    />
    <Complaint {...{ field, wrong }} />
  </>
)

type ChoiceProps = Filling & {
  field: string
  label: string
  options: { label: string; value: string }[]
}

export const Choice = ({ field, label, options, typed, wrong }: ChoiceProps) => (
  <>
    <label for={field}>{label}</label>
    <select id={field} name={field} {...invalid(field, wrong)}>
      <option value="">Choose</option>
      {options.map((option) => (
        <option value={option.value} selected={typed[field] === option.value}>
          {option.label}
        </option>
      ))}
    </select>
    <Complaint {...{ field, wrong }} />
  </>
)

export const Tick = ({
  field,
  label,
  typed,
  wrong,
}: Filling & { field: string; label: string }) => (
  <p class="tick">
    <input
      id={field}
      name={field}
      type="checkbox"
      value="yes"
      checked={typed[field] === 'yes'}
      {...invalid(field, wrong)}
    />
    <label for={field}>{label}</label>
    <Complaint {...{ field, wrong }} />
  </p>
)

function invalid(field: string, wrong: Wrong[]) {
  const isWrong = wrong.some((one) => one.field === field)
  return isWrong && { 'aria-invalid': 'true' as const, 'aria-describedby': `${field}-wrong` }
}

const Complaint = ({ field, wrong }: { field: string; wrong: Wrong[] }) => {
  const complaint = wrong.find((one) => one.field === field)
  if (!complaint) return null
  return (
    <span class="wrong" id={`${field}-wrong`}>
      {complaint.message}
    </span>
  )
}

/** What is wrong, above everything: each line leads to its field. */
export const Summary = ({ wrong }: { wrong: Wrong[] }) => (
  <div class="summary" role="alert" tabindex={-1} autofocus>
    {wrong.map(({ field, message }) => (
      <p>
        <a href={`#${field}`}>{message}</a>
      </p>
    ))}
  </div>
)
