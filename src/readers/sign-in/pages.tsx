import type { FieldError } from '../../platform/http/problem.ts'
import { Button, ErrorSummary, errorOf, Field, Notice } from '../../platform/ui/components.tsx'
import { useTexts } from '../texts/texts.ts'
import { PasskeyButton } from './passkey-button.tsx'

type Next = Readonly<{ next: string | undefined }>
type AskProps = Next & Readonly<{ email?: string; errors?: readonly FieldError[]; notice?: string }>

/** One field: the address that the link is mailed to. */
export const AskForLink = ({ next, email = '', errors = [], notice }: AskProps) => {
  const { words } = useTexts()
  return (
    <div class="stack">
      <h1>{words('signin.title')}</h1>
      {notice === undefined ? null : <Notice tone="warn">{notice}</Notice>}
      <ErrorSummary title={words('frame.errors')} errors={errors} />
      <form method="post" action="/sign-in" class="stack" novalidate>
        <Onwards next={next} />
        <Field
          name="email"
          label={words('signin.email')}
          hint={words('signin.hint')}
          type="email"
          autocomplete="email"
          required
          value={email}
          error={errorOf(errors, 'email')}
        />
        <Button>{words('signin.send')}</Button>
      </form>
      <PasskeyButton path="/sign-in/passkey" next={next} failed={words('signin.passkey_failed')}>
        {words('signin.passkey')}
      </PasskeyButton>
    </div>
  )
}

type CodeProps = Next & Readonly<{ email: string; errors?: readonly FieldError[] }>

/** The same for every address, so that it tells nobody who is known here. */
export const TypeTheCode = ({ next, email, errors = [] }: CodeProps) => {
  const { words } = useTexts()
  const again = next === undefined ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`
  return (
    <div class="stack">
      <h1>{words('signin.sent_title')}</h1>
      <p>{words('signin.sent', { email })}</p>
      <ErrorSummary title={words('frame.errors')} errors={errors} />
      <form method="post" action="/sign-in/code" class="stack">
        <Onwards next={next} />
        <input type="hidden" name="email" value={email} />
        <Field
          name="code"
          label={words('signin.code')}
          hint={words('signin.code_hint')}
          inputmode="numeric"
          autocomplete="one-time-code"
          required
          error={errorOf(errors, 'code')}
        />
        <Button>{words('signin.title')}</Button>
      </form>
      <p>
        <a href={again}>{words('signin.other')}</a>
      </p>
    </div>
  )
}

/** What a link opens. Mail scanners open links too: only the button uses it up. */
export const ConfirmSignIn = ({ token, next }: Next & Readonly<{ token: string }>) => {
  const { words } = useTexts()
  return (
    <div class="stack">
      <h1>{words('signin.title')}</h1>
      <p>{words('signin.confirm')}</p>
      <form method="post" action="/sign-in/confirm">
        <input type="hidden" name="token" value={token} />
        <Onwards next={next} />
        <Button>{words('signin.title')}</Button>
      </form>
    </div>
  )
}

const Onwards = ({ next }: Next) =>
  next === undefined ? null : <input type="hidden" name="next" value={next} />
