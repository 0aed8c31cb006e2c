import { Button, ErrorSummary } from '../../platform/ui/components.tsx'
import { useTexts } from '../texts/texts.ts'
import { ReminderForm, type ReminderFormProps } from './form.tsx'

/** The form on a page of its own, with what was wrong with it. */
export const AskMeLater = (props: ReminderFormProps) => {
  const { words } = useTexts()
  const errors = (props.errors ?? []).map(({ field, message }) => ({
    field: field === 'email' ? 'remind-email' : field,
    message,
  }))
  return (
    <div class="stack">
      <h1>{words('reminders.title')}</h1>
      <ErrorSummary title={words('frame.errors')} errors={errors} />
      <ReminderForm {...props} />
    </div>
  )
}

export const Kept = ({ month }: { month: string }) => {
  const { words } = useTexts()
  return (
    <div class="stack">
      <h1>{words('reminders.kept_title')}</h1>
      <p class="lead">{words('reminders.kept', { month })}</p>
      <p>
        <a href="/support">{words('reminders.back')}</a>
      </p>
    </div>
  )
}

/** `token` null: it is done. Opening the link changes nothing; the button does. */
export const StopReminders = ({ token }: { token: string | null }) => {
  const { words } = useTexts()
  if (token === null) {
    return (
      <div class="stack">
        <h1>{words('reminders.stopped_title')}</h1>
        <p class="lead">{words('reminders.stopped')}</p>
      </div>
    )
  }
  return (
    <div class="stack">
      <h1>{words('reminders.stop_title')}</h1>
      <p>{words('reminders.stop')}</p>
      <form method="post" action={`/reminders/stop?token=${token}`}>
        <Button>{words('reminders.stop_action')}</Button>
      </form>
    </div>
  )
}
