import type { Gift, GiftState } from '../../members/gifts/gift.ts'
import type { FieldError } from '../../platform/http/problem.ts'
import { Button, ErrorSummary } from '../../platform/ui/components.tsx'
import { type Texts, useTexts } from '../texts/texts.ts'
import { RecipientFields } from './form.tsx'

export type OwnGift = Readonly<{ gift: Gift; state: GiftState; url: string }>
type ListProps = Readonly<{
  gifts: readonly OwnGift[]
  zone: string
  today: string
  notice: string | null
  /** The form that came back, with what was typed. */
  typed: Readonly<{
    id: string
    sent: Record<string, string>
    errors: readonly FieldError[]
  }> | null
}>

/** What a giver may still do: change a gift before its day, send its letter again, hand on its link. */
export const OwnGifts = ({ gifts, zone, today, notice, typed }: ListProps) => {
  const texts = useTexts()
  const { words } = texts
  return (
    <div class="stack account">
      <h1>{words('gifts.account')}</h1>
      {notice === null ? null : <p class="notice good">{notice}</p>}
      {gifts.map(({ gift, state, url }) => (
        <section class="stack" id={gift.id}>
          <h2>
            <bdi>{giftInWords({ gift, state }, zone, texts)}</bdi>
          </h2>
          {state === 'scheduled' ? (
            <ChangeForm gift={gift} today={today} typed={typed?.id === gift.id ? typed : null} />
          ) : null}
          {state === 'delivered' ? <HandOn gift={gift} url={url} zone={zone} /> : null}
        </section>
      ))}
      <p>
        <a href="/support/gift">{words('gifts.link')}</a>
      </p>
      <p>
        <a href="/account">{words('gifts.to_account')}</a>
      </p>
    </div>
  )
}

const HandOn = ({ gift, url, zone }: Readonly<{ gift: Gift; url: string; zone: string }>) => {
  const { words, day } = useTexts()
  return (
    <>
      <p>
        <a href={url}>{words('gifts.ready_action')}</a>
      </p>
      {gift.expires_at === null ? null : (
        <p class="soft small">{words('gifts.take_until', { day: day(gift.expires_at, zone) })}</p>
      )}
      <form method="post" action={`/account/gifts/${gift.id}/again`}>
        <Button kind="quiet">{words('gifts.send_again')}</Button>
      </form>
    </>
  )
}

type ChangeProps = Pick<ListProps, 'today' | 'typed'> & Readonly<{ gift: Gift }>

const ChangeForm = ({ gift, today, typed }: ChangeProps) => {
  const { words } = useTexts()
  const errors = typed?.errors ?? []
  const prefix = `${gift.id}-`
  const linked = errors.map((error) => ({ ...error, field: `${prefix}${error.field}` }))
  return (
    <form method="post" action={`/account/gifts/${gift.id}`} class="stack" novalidate>
      <ErrorSummary title={words('frame.errors')} errors={linked} />
      <RecipientFields
        prefix={prefix}
        sent={typed?.sent ?? asSent(gift)}
        errors={errors}
        today={today}
      />
      <Button kind="quiet">{words('gifts.change')}</Button>
    </form>
  )
}

function asSent(gift: Gift): Record<string, string> {
  const { recipient_name, recipient_email, giver_name, message, deliver_on } = gift
  const said = { recipient_name, recipient_email, giver_name, message, deliver_on }
  return Object.fromEntries(Object.entries(said).map(([name, value]) => [name, value ?? '']))
}

/** «For Olena: accepted on 3 May 2026». */
function giftInWords(
  { gift, state }: Pick<OwnGift, 'gift' | 'state'>,
  zone: string,
  { words, day }: Pick<Texts, 'words' | 'day'>,
): string {
  const at = gift.refunded_at ?? gift.redeemed_at
  const on = at === null ? day(gift.deliver_on) : day(at, zone)
  const told = state === 'unpaid' ? 'scheduled' : state
  return words(`gifts.state_${told}`, { name: gift.recipient_name ?? '–', day: on })
}
