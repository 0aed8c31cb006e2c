import type { Child } from 'hono/jsx'
import { useTexts } from '../texts/texts.ts'
import type { Holding } from './holding.ts'

type Props = Readonly<{ holding: Holding; zone: string; children?: Child }>

/** One membership: what is given each time, how it stands in plain words, what comes next. */
export const Membership = ({ holding, zone, children }: Props) => {
  const { words, money } = useTexts()
  const amount = money(holding.each, { trim: true })
  return (
    <article class={`holding ${holding.phase}`} id={holding.id}>
      <p class="each">{words(`account.each_${holding.rhythm}`, { amount })}</p>
      <Standing holding={holding} zone={zone} />
      {children}
    </article>
  )
}

const Standing = ({ holding: { phase, next, at }, zone }: Omit<Props, 'children'>) => {
  const { words, money, day } = useTexts()
  const on = at === null ? '' : day(at, zone)
  const amount = next === null ? '' : money(next.amount)
  switch (phase) {
    case 'running':
      if (next === null) return <p>{words('account.running')}</p>
      return <p>{words('account.next', { amount, day: day(next.at, zone) })}</p>
    case 'failing':
      return (
        <p class="danger">
          {next === null
            ? words('account.failing')
            : words('account.failing_again', { amount, day: on })}
        </p>
      )
    case 'paused':
      return (
        <p>{at === null ? words('account.paused') : words('account.paused_until', { day: on })}</p>
      )
    case 'ending':
      return <p>{words('account.ending', { day: on })}</p>
    case 'beginning':
      return <p>{words('account.beginning')}</p>
    case 'ended':
      return <p class="soft">{words('account.ended', { day: on })}</p>
    case 'unclear':
      return <p>{words('account.unclear')}</p>
  }
}
