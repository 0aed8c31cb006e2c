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

/** Another card, paying what is open, or beginning anew where no card is known. */
export type Remedy = 'card' | 'pay' | 'support'

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
  /** Where help is then. */
  remedy: Remedy | null
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
          {view.remedy === null ? null : <RemedyLink remedy={view.remedy} subscription={held.id} />}
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

type RemedyProps = Readonly<{ remedy: Remedy; subscription: string }>

const RemedyLink = ({ remedy, subscription }: RemedyProps) => {
  const { words } = useTexts()
  return (
    <p>
      {remedy === 'support' ? (
        <a href="/support">{words('acts.return_support')}</a>
      ) : (
        <a href={actAddress(remedy, { subscription })}>{words(`acts.${remedy}_link`)}</a>
      )}
    </p>
  )
}

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
