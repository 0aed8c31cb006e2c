import type { Act } from '../../../members/phase.ts'
import type { SubscriptionRow } from '../../../members/subscriptions.ts'
import { moneyIn } from '../../../platform/money/money.ts'
import { useTexts } from '../../texts/texts.ts'
import { actAddress } from './acts.tsx'
import { type Fields, known } from './fields.ts'
import { Told } from './page.tsx'
import { gives } from './standing.tsx'

type Props = Readonly<{
  act: Act
  title: string
  rows: readonly SubscriptionRow[]
  fields: Fields
}>

/** Which of several memberships is meant, or that there is none that this fits. */
export const WhichPage = ({ act, title, rows, fields }: Props) => {
  const texts = useTexts()
  const { words } = texts
  return (
    <Told title={title}>
      <p class="lead">{words(rows.length > 0 ? 'acts.which' : 'acts.which_none')}</p>
      <ul class="acts">
        {rows.map((row) => (
          <li>
            <a href={actAddress(act, { ...known(fields), subscription: row.id })}>
              {gives(texts, { amount: moneyIn(row), frequency: row.frequency })}
            </a>
          </li>
        ))}
      </ul>
    </Told>
  )
}
