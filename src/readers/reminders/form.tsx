import type { FieldError } from '../../platform/http/problem.ts'
import {
  Button,
  described,
  errorOf,
  Field,
  FieldNotes,
  SelectField,
} from '../../platform/ui/components.tsx'
import { newsroom } from '../../platform/ui/newsroom.ts'
import { type Texts, useTexts } from '../texts/texts.ts'
import { monthIn } from './months.ts'

/** What somebody agrees to; kept word for word. */
export function monthWording({ words }: Texts): string {
  return words('reminders.consent', { newsroom: newsroom.name })
}

/** The same for an order that is left unfinished. */
export function unfinishedWording({ words }: Texts): string {
  return words('reminders.consent_unfinished', { newsroom: newsroom.name })
}

export type ReminderFormProps = Readonly<{
  nonce: string
  months: readonly string[]
  email?: string
  month?: string
  errors?: readonly FieldError[]
}>

/** «Ask me in May»: an address, a month, and a yes that nobody has ticked for them. */
export const ReminderForm = ({
  nonce,
  months,
  email = '',
  month,
  errors = [],
}: ReminderFormProps) => {
  const texts = useTexts()
  const { words, tag } = texts
  const error = errorOf(errors, 'agree')
  return (
    <form method="post" action="/reminders" class="stack" novalidate>
      <input type="hidden" name="nonce" value={nonce} />
      <Field
        name="email"
        id="remind-email"
        label={words('reminders.email')}
        type="email"
        autocomplete="email"
        required
        value={email}
        error={errorOf(errors, 'email')}
      />
      <SelectField
        name="month"
        label={words('reminders.month')}
        options={months.map((value) => ({ value, label: monthIn(value, tag) }))}
        value={month}
        error={errorOf(errors, 'month')}
      />
      <div class="field">
        <FieldNotes id="agree" error={error} />
        <label class="choice">
          <input
            type="checkbox"
            name="agree"
            id="agree"
            required
            {...described('agree', undefined, error)}
          />
          <span>{monthWording(texts)}</span>
        </label>
      </div>
      <Button kind="quiet">{words('reminders.send')}</Button>
    </form>
  )
}

/** Under the support form, for whom today is not the day. */
export const ReminderFold = (props: ReminderFormProps) => {
  const { words } = useTexts()
  return (
    <details class="extras">
      <summary>{words('reminders.fold')}</summary>
      <div>
        <ReminderForm {...props} />
      </div>
    </details>
  )
}
