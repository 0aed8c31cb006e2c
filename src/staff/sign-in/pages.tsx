import type { FieldError } from '../../platform/http/problem.ts'
import { Button, ErrorSummary, errorOf, Field, Notice } from '../../platform/ui/components.tsx'

type AskProps = Readonly<{
  next: string
  email?: string
  errors?: readonly FieldError[]
  notice?: string
}>

/** One field: the address that the link is mailed to. */
export const AskForLink = ({ next, email = '', errors = [], notice }: AskProps) => (
  <div class="stack">
    <h1>Sign in</h1>
    {notice === undefined ? null : <Notice tone="warn">{notice}</Notice>}
    <ErrorSummary title="Please look at this again" errors={errors} />
    <form method="post" action="/sign-in" class="stack">
      <input type="hidden" name="next" value={next} />
      <Field
        name="email"
        label="E-mail address"
        hint="We send a link and a code that sign you in. There is no password."
        type="email"
        autocomplete="email"
        required
        value={email}
        error={errorOf(errors, 'email')}
      />
      <Button>Send me a link</Button>
    </form>
  </div>
)

type CodeProps = Readonly<{ next: string; email: string; errors?: readonly FieldError[] }>

/** The same for every address, so that it tells nobody who is of the staff. */
export const TypeTheCode = ({ next, email, errors = [] }: CodeProps) => (
  <div class="stack">
    <h1>Look into your mailbox</h1>
    <p>
      If {email} may sign in here, a mail is on its way. Open its link, or type its code. Both work
      once, for 15 minutes.
    </p>
    <ErrorSummary title="Please look at this again" errors={errors} />
    <form method="post" action="/sign-in/code" class="stack">
      <input type="hidden" name="next" value={next} />
      <input type="hidden" name="email" value={email} />
      <Field
        name="code"
        label="Code"
        hint="Eight digits"
        inputmode="numeric"
        autocomplete="one-time-code"
        required
        error={errorOf(errors, 'code')}
      />
      <Button>Sign in</Button>
    </form>
    <p>
      <a href={`/sign-in?next=${encodeURIComponent(next)}`}>Use another address</a>
    </p>
  </div>
)

/** What a link opens. Mail scanners open links too: only the button uses it up. */
export const ConfirmSignIn = ({ token, next }: { token: string; next: string }) => (
  <div class="stack">
    <h1>Sign in</h1>
    <p>One more step, so that a program that reads your mail cannot use up your link.</p>
    <form method="post" action="/sign-in/confirm">
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="next" value={next} />
      <Button>Sign in</Button>
    </form>
  </div>
)
