import { type Act, actsIn, type Phase } from '../../../members/phase.ts'
import { useTexts } from '../../texts/texts.ts'

type Rhythm = 'monthly' | 'yearly' | 'other'
type Props = Readonly<{
  subscription: Readonly<{ id: string; phase: Phase; rhythm: Rhythm }>
}>

/** What its holder may do with a membership as it stands, a link each; leaving stands last. */
export const Acts = ({ subscription: { id, phase, rhythm } }: Props) => {
  const { words } = useTexts()
  return (
    <nav aria-label={words('acts.links')}>
      <ul class="acts">
        {actsIn(phase).map((act) => (
          <li>
            <a href={actAddress(act, { subscription: id })}>
              {words(`acts.${act}_link`, { rhythm })}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

type Chosen = Readonly<Record<string, string>>

/** Where an act is looked at before it is done, with what is chosen already. */
export function actAddress(act: Act, chosen: Chosen): string {
  return `/account/${act}?${new URLSearchParams(chosen)}`
}
