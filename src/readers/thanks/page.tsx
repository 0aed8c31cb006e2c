import { newsroom } from '../../platform/ui/newsroom.ts'
import type { SessionFacts } from '../../stripe/checkout.ts'
import { SignUpBox } from '../newsletters/sign-up.tsx'
import { type Texts, useTexts } from '../texts/texts.ts'
import type { Beside } from './beside.ts'
import { Invitation } from './invitation.tsx'

/** Where a payment stands, as far as a reader is concerned. */
export type Standing = 'paid' | 'pending' | 'open' | 'expired'

/** By Stripe's word alone: a finished page that is unpaid is a bank debit under way. */
export function standingOf({ status, payment }: SessionFacts): Standing {
  if (payment === 'paid' || payment === 'not_needed') return 'paid'
  if (status === 'complete') return 'pending'
  return status === 'open' ? 'open' : 'expired'
}

type ThanksProps = Readonly<{
  session: SessionFacts
  backTo: string | null
  /** What comes with the membership, and whom the gift is dedicated to. */
  beside: Beside
  /** For the form of a newsletter. */
  nonce: string
}>

const titles = {
  paid: 'thanks.title',
  pending: 'thanks.pending_title',
  open: 'thanks.open_title',
  expired: 'thanks.expired_title',
} as const

export function thanksTitle(standing: Standing, { words }: Pick<Texts, 'words'>): string {
  return words(titles[standing])
}

export const ThanksPage = ({ session, backTo, beside, nonce }: ThanksProps) => {
  const standing = standingOf(session)
  const isGiven = standing === 'paid' || standing === 'pending'
  return (
    <div class="stack" data-support-given={standing === 'paid' ? '' : undefined}>
      <h1>{thanksTitle(standing, useTexts())}</h1>
      <Told session={session} standing={standing} />
      {isGiven ? <Besides {...beside} /> : null}
      {isGiven ? <WayBack backTo={backTo} /> : <TryAgain />}
      {standing === 'paid' ? <Next {...{ session, beside, nonce }} /> : null}
    </div>
  )
}

/** What may come next, none of which is needed: at most one thing is asked for. */
const Next = ({ session, beside, nonce }: Omit<ThanksProps, 'backTo'>) => {
  const { words } = useTexts()
  const { invited, newsletter } = beside
  const fields = { session_id: session.id }
  return (
    <>
      <p>
        {words('thanks.account')} <a href="/account">{words('thanks.account_link')}</a>
      </p>
      {invited === null ? null : (
        <Invitation amount={invited} refuse={{ action: '/thank-you/once', fields }} />
      )}
      {newsletter === null ? null : <SignUpBox list={newsletter} nonce={nonce} source="thanks" />}
    </>
  )
}

const Besides = ({ level, benefits, dedication }: Beside) => {
  const { words, language } = useTexts()
  const comes = benefits.map(({ text }) => text[language])
  return (
    <>
      {level === null || comes.length === 0 ? null : (
        <p>{words('thanks.level', { level: level.name[language], benefits: comes.join(' · ') })}</p>
      )}
      {dedication === null ? null : (
        <p>
          <bdi>{words(`thanks.dedicated_${dedication.kind}`, { whom: dedication.text })}</bdi>
        </p>
      )}
    </>
  )
}

const Told = ({ session, standing }: { session: SessionFacts; standing: Standing }) => {
  const { words, money } = useTexts()
  const amount = session.amount === null ? '' : money(session.amount)
  switch (standing) {
    case 'paid':
      return <Paid session={session} amount={amount} />
    case 'pending':
      return <p class="lead">{words('thanks.pending', { amount })}</p>
    case 'open':
      return <StillOpen url={session.url} />
    case 'expired':
      return <p class="lead">{words('thanks.expired')}</p>
  }
}

const Paid = ({ session, amount }: { session: SessionFacts; amount: string }) => {
  const { words } = useTexts()
  return (
    <>
      <p class="lead">{words(`thanks.${session.frequency}`, { amount })}</p>
      <p>{words('thanks.receipt', { newsroom: newsroom.name })}</p>
      {session.frequency === 'once' ? null : <p>{words('thanks.leave')}</p>}
    </>
  )
}

const StillOpen = ({ url }: { url: string | null }) => {
  const { words } = useTexts()
  return (
    <>
      <p class="lead">{words('thanks.open')}</p>
      {url === null ? null : (
        <p>
          <a class="button" href={url}>
            {words('thanks.open_link')}
          </a>
        </p>
      )}
    </>
  )
}

const WayBack = ({ backTo }: { backTo: string | null }) => {
  const { words } = useTexts()
  return (
    <p>
      <a class="button" href={backTo ?? '/support'}>
        {backTo === null ? words('thanks.home', { newsroom: newsroom.name }) : words('thanks.back')}
      </a>
    </p>
  )
}

const TryAgain = () => {
  const { words } = useTexts()
  return (
    <p>
      <a href="/support">{words('thanks.again')}</a>
    </p>
  )
}
