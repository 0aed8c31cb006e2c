import type { Money } from '../../../platform/money/money.ts'
import type { Held } from '../../../stripe/acts/held.ts'
import type { Charges } from '../../../stripe/acts/preview.ts'
import { type Texts, useTexts } from '../../texts/texts.ts'
import type { Holding } from '../holding.ts'
import { Membership } from '../membership.tsx'

type Given = Readonly<{ amount: Money; frequency: Held['frequency'] }>

/** `€10 a month` */
export function gives({ words, money }: Texts, { amount, frequency }: Given): string {
  return words(`account.each_${frequency}`, { amount: money(amount, { trim: true }) })
}

type Props = Readonly<{ held: Held; next: Charges['next']; zone: string }>

/** How a membership stands at Stripe, as the account page tells it by our books. */
export const Standing = ({ held, next, zone }: Props) => {
  const { id, phase, amount: each, frequency: rhythm } = held
  const holding = { id, phase, each, rhythm, next, at: dayOfPhase(held) } satisfies Holding
  return <Membership holding={holding} zone={zone} />
}

function dayOfPhase({ phase, endsAt, resumesAt, endedAt }: Held): Date | null {
  switch (phase) {
    case 'ending':
      return endsAt
    case 'paused':
      return resumesAt
    case 'ended':
      return endedAt
    case 'running':
    case 'failing':
    case 'beginning':
    case 'unclear':
      return null
  }
}

/** What is charged when, a line each. */
export const ChargeLines = ({ charges, zone }: Readonly<{ charges: Charges; zone: string }>) => {
  const { words, money, day } = useTexts()
  const { now, next, credit } = charges
  const sum = (amount: Money) => money(amount, { trim: true })
  return (
    <ul class="lines">
      <li>{now === null ? words('acts.now_nothing') : words('acts.now_sum', { sum: sum(now) })}</li>
      {credit === null ? null : <li>{words('acts.credit', { sum: sum(credit) })}</li>}
      <li>
        {next === null
          ? words('acts.next_none')
          : words('acts.next', { sum: sum(next.amount), day: day(next.at, zone) })}
      </li>
    </ul>
  )
}
