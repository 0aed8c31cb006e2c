import type { Gift, GiftState } from '../../members/gifts/gift.ts'
import type { FieldError } from '../../platform/http/problem.ts'
import { Button, ErrorSummary, errorOf, Field } from '../../platform/ui/components.tsx'
import { newsroom } from '../../platform/ui/newsroom.ts'
import { type Texts, useTexts } from '../texts/texts.ts'

type GiftPageProps = Readonly<{
  gift: Gift
  state: GiftState
  zone: string
  path: string
  /** Whose mailbox this browser has proven; null of somebody who has not signed in. */
  email: string | null
  errors: readonly FieldError[]
}>

export function giftTitle({ giver_name: giver }: Gift, { words }: Pick<Texts, 'words'>): string {
  const values = { newsroom: newsroom.name, giver: giver ?? '' }
  return words(giver === null ? 'gifts.page_title' : 'gifts.page_title_from', values)
}

/** What somebody finds behind the link of a gift: who gives it, what they say, and the way to take it. */
export const GiftPage = (props: GiftPageProps) => {
  const { gift, state } = props
  const texts = useTexts()
  return (
    <div class="stack">
      <h1>
        <bdi>{giftTitle(gift, texts)}</bdi>
      </h1>
      {gift.message === null ? null : (
        <blockquote class="message">
          {gift.message.split('\n').map((line) => (
            <p>
              <bdi>{line}</bdi>
            </p>
          ))}
        </blockquote>
      )}
      {state === 'delivered' ? <Take {...props} /> : <Over {...props} />}
    </div>
  )
}

const Take = ({ gift, zone, path, email, errors }: GiftPageProps) => {
  const { words, day } = useTexts()
  const { months, expires_at } = gift
  return (
    <>
      <p class="lead">{words('gifts.take', { months, newsroom: newsroom.name })}</p>
      {email === null ? (
        <form method="post" action={path} class="stack" novalidate>
          <ErrorSummary title={words('frame.errors')} errors={errors} />
          <Field
            name="email"
            label={words('gifts.take_email')}
            hint={words('gifts.take_email_hint')}
            type="email"
            autocomplete="email"
            required
            error={errorOf(errors, 'email')}
          />
          <Button>{words('gifts.take_send')}</Button>
        </form>
      ) : (
        <form method="post" action={`${path}/redeem`} class="stack">
          <Button>{words('gifts.take_for', { email })}</Button>
        </form>
      )}
      {expires_at === null ? null : (
        <p class="soft small">{words('gifts.take_until', { day: day(expires_at, zone) })}</p>
      )}
    </>
  )
}

const Over = ({ gift, state, zone, email }: GiftPageProps) => {
  const { words, day } = useTexts()
  const instant = gift.redeemed_at ?? gift.refunded_at ?? gift.expires_at
  const values = { day: instant === null ? '' : day(instant, zone) }
  const isTaken = state === 'redeemed'
  const said = state === 'unpaid' || state === 'delivered' ? 'scheduled' : state
  return (
    <>
      <p class="lead">{words(`gifts.is_${said}`, values)}</p>
      <p>
        <a href={isTaken ? '/account' : '/support'}>
          {words(
            isTaken && email !== null
              ? 'gifts.to_account'
              : isTaken
                ? 'gifts.to_sign_in'
                : 'gifts.to_support',
          )}
        </a>
      </p>
    </>
  )
}

type WelcomeProps = Readonly<{ until: Date; zone: string }>

/** Right after it was redeemed. */
export const GiftTaken = ({ until, zone }: WelcomeProps) => {
  const { words, day } = useTexts()
  return (
    <div class="stack">
      <h1>{words('gifts.taken_title', { newsroom: newsroom.name })}</h1>
      <p class="lead">{words('gifts.taken', { day: day(until, zone) })}</p>
      <p>{words('gifts.taken_close')}</p>
      <p>
        <a class="button" href="/account">
          {words('gifts.to_account')}
        </a>
      </p>
    </div>
  )
}
