import type { Child } from 'hono/jsx'
import type { Offers } from '../../../members/offers/offers.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import { ErrorSummary, Notice } from '../../../platform/ui/components.tsx'
import type { Held } from '../../../stripe/acts/held.ts'
import type { Charges } from '../../../stripe/acts/preview.ts'
import type { KnownMethod, Return } from '../../../stripe/acts/return.ts'
import type { Wish } from '../../../stripe/acts/wish.ts'
import { type Texts, useTexts } from '../../texts/texts.ts'
import { actAddress } from './acts.tsx'
import { Chooser } from './choosers.tsx'
import { Confirm } from './confirm.tsx'
import type { Fields } from './fields.ts'
import { Standing } from './standing.tsx'
import type { WishedAct } from './wish.ts'

/** A wish with what it would come to, and the name of the form that asks for it. */
export type Considered = Readonly<{
  wish: Wish | Return
  charges: Charges
  form: string
  mark: string
}>

/** Everything that the page of an act shows. */
export type ActView = Readonly<{
  act: WishedAct
  held: Held
  /** Null where none follows, or where Stripe could not say. */
  next: Charges['next']
  fields: Fields
  errors: readonly FieldError[]
  /** What happened to an earlier sending, and what is open. */
  notice: string | null
  /** Whether that was the bank's word: then another card may help. */
  declined: boolean
  considered: Considered | null
  /** What a return is paid by; null also for other acts. */
  card: KnownMethod | null
  offers: Offers
  now: Date
  zone: string
}>

/** One act on one membership: how it stands, what can be chosen, what happens then, and the button. */
export const ActPage = (view: ActView) => {
  const { act, held, next, errors, notice, considered, zone } = view
  const { words } = useTexts()
  return (
    <div class="stack act">
      <h1>{words(`acts.${act}_title`)}</h1>
      {notice === null ? null : (
        <Notice tone="warn">
          <p role="alert">{notice}</p>
          {view.declined ? <CardLink subscription={held.id} /> : null}
        </Notice>
      )}
      <ErrorSummary title={words('frame.errors')} errors={errors} />
      <Standing held={held} next={next} zone={zone} />
      <Chooser {...view} />
      {considered === null ? null : <Confirm {...view} considered={considered} />}
      <WayBack />
    </div>
  )
}

const CardLink = ({ subscription }: Readonly<{ subscription: string }>) => (
  <p>
    <a href={actAddress('card', { subscription })}>{useTexts().words('acts.card_link')}</a>
  </p>
)

export const WayBack = () => (
  <p>
    <a href="/account">{useTexts().words('acts.account')}</a>
  </p>
)

export function actTitle({ words }: Pick<Texts, 'words'>, act: WishedAct): string {
  return words(`acts.${act}_title`)
}

/** A page that says one thing: a notice under a heading, and the way back. */
export const Told = ({ title, children }: Readonly<{ title: string; children: Child }>) => (
  <div class="stack act">
    <h1>{title}</h1>
    {children}
    <WayBack />
  </div>
)
