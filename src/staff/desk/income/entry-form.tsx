import { channels, outsideClasses, shareClasses } from '../../../ledger/classes.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import {
  Button,
  described,
  ErrorSummary,
  errorOf,
  Field,
  FieldNotes,
  SelectField,
} from '../../../platform/ui/components.tsx'
import { capitalised } from '../figures.tsx'
import { className } from '../words.ts'
import type { IncomeFields } from './form.ts'

type FormProps = Readonly<{ values: IncomeFields; errors: readonly FieldError[] }>

/** One income as finance knows it from its document. Nothing is changed later, only reversed. */
export const IncomeForm = ({ values, errors }: FormProps) => (
  <section class="stack" id="enter">
    <h2>Enter income</h2>
    <ErrorSummary title="This income was not entered" errors={errors} />
    <form method="post" action="/desk/income" class="entry">
      <ClassField values={values} errors={errors} />
      <TextField name="date" label="Day it came in" type="date" {...{ values, errors }} />
      <TextField name="amount" label="Amount" inputmode="decimal" {...{ values, errors }} />
      <TextField name="currency" label="Currency" size={4} {...{ values, errors }} />
      <TextField
        name="payer"
        label="Who paid"
        hint="As the document names them"
        {...{ values, errors }}
      />
      <TextField
        name="document"
        label="Document"
        hint="Its number, once a class"
        {...{ values, errors }}
      />
      <fieldset class="entry whole">
        <legend>Only for readers’ money outside Stripe</legend>
        <SelectField
          name="channel"
          label="How it came"
          value={values.channel}
          error={errorOf(errors, 'channel')}
          options={['', ...channels].map((value) => ({ value, label: capitalised(value) || '—' }))}
        />
        <TextField
          name="fee"
          label="Fee kept from it"
          inputmode="decimal"
          {...{ values, errors }}
        />
        <TextField name="member_id" label="Member id, if known" {...{ values, errors }} />
      </fieldset>
      <label class="check whole">
        <input type="checkbox" name="estimated" checked={values.estimated !== undefined} />
        An estimate, until the figure comes under the same document
      </label>
      <div>
        <Button>Enter income</Button>
      </div>
    </form>
  </section>
)

type TextFieldProps = FormProps &
  Readonly<{
    name: string
    label: string
    hint?: string
    type?: 'date'
    inputmode?: 'decimal'
    size?: number
  }>

const TextField = ({ values, errors, name, ...field }: TextFieldProps) => (
  <Field name={name} value={values[name] ?? ''} error={errorOf(errors, name)} {...field} />
)

/** Two groups, as what stands outside the share is no income in it. */
const ClassField = ({ values, errors }: FormProps) => {
  const error = errorOf(errors, 'class')
  const option = (name: string) => (
    <option value={name} selected={name === values.class}>
      {className(name)}
    </option>
  )
  return (
    <div class="field">
      <label for="class">Class</label>
      <FieldNotes id="class" error={error} />
      <select id="class" name="class" {...described('class', undefined, error)}>
        <optgroup label="Counts in the share">{shareClasses.map(option)}</optgroup>
        <optgroup label="Outside the share">{outsideClasses.map(option)}</optgroup>
      </select>
    </div>
  )
}
