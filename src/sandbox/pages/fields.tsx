import { type Field, words } from './shape.ts'

type Props = {
  /** Sets the ids of one form apart from those of the others on its page. */
  of: string
  fields: readonly Field[]
  /** What stands in them, by name; else the preset is chosen, or shown where it would stand. */
  typed?: Readonly<Record<string, string>>
}

/** The fields of a form that is made from a schema. */
export const Fields = ({ of, fields, typed = {} }: Props) => (
  <div class="fields">
    {fields.map((field) => {
      const id = `${of}-${field.name}`
      return (
        <div>
          <label for={id}>{words(field.name)}</label>
          {field.options.length > 0 ? (
            <Choice id={id} field={field} chosen={typed[field.name] ?? field.preset} />
          ) : (
            <input
              id={id}
              name={field.name}
              value={typed[field.name]}
              placeholder={field.preset}
              required={field.isRequired}
              {...(field.hint !== undefined && { 'aria-describedby': `${id}-hint` })}
            />
          )}
          {field.hint === undefined ? null : (
            <p class="quiet hint" id={`${id}-hint`}>
              {field.hint}
            </p>
          )}
        </div>
      )
    })}
  </div>
)

const Choice = ({ id, field, chosen }: { id: string; field: Field; chosen: string }) => (
  <select id={id} name={field.name} required={field.isRequired}>
    {chosen === '' ? <option value="">{field.isRequired ? 'Choose' : '—'}</option> : null}
    {field.options.map((option) => (
      <option value={option} selected={option === chosen}>
        {choiceWords[option] ?? words(option)}
      </option>
    ))}
  </select>
)
const choiceWords: Readonly<Record<string, string>> = { true: 'Yes', false: 'No' }
