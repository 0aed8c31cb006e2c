import type { Newsletter } from '../../finance/settings/newsletters.ts'
import { Button, ErrorSummary } from '../../platform/ui/components.tsx'
import { useTexts } from '../texts/texts.ts'
import { SignUpBox } from './sign-up.tsx'

/** A form that came back, of one list. */
export type Refused = Readonly<{ list: string; email: string; error: string }>
type ListsProps = Readonly<{
  lists: readonly Newsletter[]
  nonce: string
  source: string
  refused: Refused | null
}>

/** Every newsletter that is offered, each with a form of its own. */
export const Lists = ({ lists, nonce, source, refused }: ListsProps) => {
  const { words } = useTexts()
  const errors =
    refused === null ? [] : [{ field: `email-${refused.list}`, message: refused.error }]
  return (
    <div class="stack">
      <h1>{words('newsletters.title')}</h1>
      <ErrorSummary title={words('frame.errors')} errors={errors} />
      {lists.length === 0 ? <p>{words('newsletters.none')}</p> : null}
      {lists.map((list) => {
        const own = refused?.list === list.key ? refused : null
        return (
          <SignUpBox {...{ list, nonce, source }} email={own?.email ?? ''} error={own?.error} />
        )
      })}
    </div>
  )
}

/** The same for every address, so that it tells nobody who gets what. */
export const LookIntoMailbox = ({ list, email }: Readonly<{ list: string; email: string }>) => {
  const { words } = useTexts()
  return (
    <div class="stack">
      <h1>{words('newsletters.sent_title')}</h1>
      <p class="lead">{words('newsletters.sent', { email, list })}</p>
      <p class="soft">{words('newsletters.sent_wait')}</p>
    </div>
  )
}

type AskProps = Readonly<{ act: 'confirm' | 'leave'; list: string; token: string }>

/** What a mail's link opens. Mail scanners open links too: only the button changes anything. */
export const AskOnce = ({ act, list, token }: AskProps) => {
  const { words } = useTexts()
  return (
    <div class="stack">
      <h1>{words(`newsletters.${act}_title`, { list })}</h1>
      <p>{words(`newsletters.${act}`, { list })}</p>
      <form method="post" action={`/newsletters/${act}?token=${token}`}>
        <Button>{words(`newsletters.${act}_action`)}</Button>
      </form>
    </div>
  )
}

type DoneProps = Readonly<{ act: 'confirm' | 'leave'; list: string }>

export const Done = ({ act, list }: DoneProps) => {
  const { words } = useTexts()
  return (
    <div class="stack">
      <h1>{words(`newsletters.${act}_done_title`)}</h1>
      <p class="lead">{words(`newsletters.${act}_done`, { list })}</p>
      <p>
        <a href="/newsletters">{words('newsletters.all')}</a>
      </p>
    </div>
  )
}
