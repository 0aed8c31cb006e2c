import type { Child } from 'hono/jsx'
import { dayOf } from '../../../platform/day.ts'
import type { KnownMethod, Return } from '../../../stripe/acts/return.ts'
import type { Wish } from '../../../stripe/acts/wish.ts'
import { type Texts, useTexts } from '../../texts/texts.ts'
import { LeavingReasons } from './leaving.tsx'
import type { ActView, Considered } from './page.tsx'
import { ChargeLines, gives } from './standing.tsx'

type Props = ActView & Readonly<{ considered: Considered }>

/** What happens if the act is done, and the form that does it. */
export const Confirm = (view: Props) => {
  const { act, held, considered, zone } = view
  const { wish, charges, form, mark } = considered
  const texts = useTexts()
  return (
    <section aria-labelledby="then" class="stack">
      <h2 id="then">{texts.words('acts.preview_title')}</h2>
      <p>{thenWords(texts, view)}</p>
      {wish.act === 'leave' ? null : <ChargeLines charges={charges} zone={zone} />}
      {wish.act === 'pause' ? <p class="soft">{texts.words('acts.pause_early')}</p> : null}
      <form method="post" action={`/account/${act}`} class="stack">
        {wish.act === 'leave' ? <LeavingReasons {...view} /> : null}
        <Hidden values={{ subscription: held.id, form, expected: mark, ...wished(wish, zone) }} />
        <button type="submit" class={wish.act === 'leave' ? 'button danger wide' : 'button wide'}>
          {doWords(texts, view)}
        </button>
      </form>
    </section>
  )
}

export const Hidden = ({
  values,
}: Readonly<{ values: Readonly<Record<string, string>> }>): Child => (
  <>
    {Object.entries(values).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
  </>
)

/** The fields by which the same wish is read again. */
function wished(wish: Wish | Return, zone: string): Record<string, string> {
  switch (wish.act) {
    case 'amount':
      return { amount_minor: String(wish.amount.minor) }
    case 'frequency': {
      const { frequency, amount, at } = wish
      const seconds = Math.floor(at.getTime() / 1000)
      return { frequency, amount_minor: String(amount.minor), at: String(seconds) }
    }
    case 'return':
      return { frequency: wish.frequency, amount_minor: String(wish.amount.minor) }
    case 'pause':
      return { until: dayOf(wish.until, zone) }
    case 'resume':
    case 'stay':
    case 'leave':
      return {}
  }
}

function thenWords(texts: Texts, { considered: { wish }, held, card, zone }: Props): string {
  const { words, day } = texts
  switch (wish.act) {
    case 'amount':
      return words('acts.amount_then', { gives: gives(texts, { ...held, amount: wish.amount }) })
    case 'frequency':
      return words('acts.frequency_then', { gives: gives(texts, wish) })
    case 'return':
      return words('acts.return_then', { gives: gives(texts, wish), card: cardWords(texts, card) })
    case 'pause':
      return words('acts.pause_then', { day: day(wish.until, zone) })
    case 'resume':
      return words('acts.resume_then')
    case 'stay':
      return words('acts.stay_then')
    case 'leave': {
      const isOpen = held.phase === 'failing' || held.phase === 'beginning'
      if (isOpen || held.periodEnd === null) return words('acts.leave_now')
      return words('acts.leave_then', { day: day(held.periodEnd, zone) })
    }
  }
}

function doWords(texts: Texts, { considered: { wish }, held, zone }: Props): string {
  const { words, day } = texts
  switch (wish.act) {
    case 'amount':
      return words('acts.amount_do', { gives: gives(texts, { ...held, amount: wish.amount }) })
    case 'frequency':
      return words('acts.frequency_do', { gives: gives(texts, wish) })
    case 'return':
      return words('acts.return_do', { gives: gives(texts, wish) })
    case 'pause':
      return words('acts.pause_do', { day: day(wish.until, zone) })
    case 'resume':
      return words('acts.resume_do')
    case 'stay':
      return words('acts.stay_do')
    case 'leave':
      return words('acts.leave_do')
  }
}

function cardWords({ words }: Texts, card: KnownMethod | null): string {
  return words('acts.return_card', { last4: card?.last4 ?? 'none' })
}
