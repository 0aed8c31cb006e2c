import type { Held } from '../../../stripe/acts/held.ts'
import type { Charges } from '../../../stripe/acts/preview.ts'
import { type Texts, useTexts } from '../../texts/texts.ts'
import { actAddress } from './acts.tsx'
import { WayBack } from './page.tsx'
import { Standing } from './standing.tsx'
import type { WishedAct } from './wish.ts'

type Done = Readonly<{ act: WishedAct; held: Held }>
type Props = Done & Readonly<{ next: Charges['next']; zone: string }>

export function doneTitle({ words }: Pick<Texts, 'words'>, { act, held }: Done): string {
  return words(
    act === 'leave' && held.phase !== 'ended' ? 'acts.done_leave_ending' : `acts.done_${act}`,
  )
}

/** That it is done, how the membership stands now as Stripe says, and what can still be done about it. */
export const DonePage = ({ act, held, next, zone }: Props) => {
  const texts = useTexts()
  const { words } = texts
  return (
    <div class="stack act">
      <h1>{doneTitle(texts, { act, held })}</h1>
      <Standing held={held} next={next} zone={zone} />
      <p>{words(act === 'leave' ? 'acts.done_left' : 'acts.done_thanks')}</p>
      {act === 'leave' && held.phase === 'ending' ? (
        <p>
          {words('acts.done_undo')}{' '}
          <a href={actAddress('stay', { subscription: held.id })}>{words('acts.stay_link')}</a>
        </p>
      ) : null}
      <WayBack />
    </div>
  )
}
