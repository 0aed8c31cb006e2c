import type { Child } from 'hono/jsx'
import { isAllowed } from '../../../members/offers/offers.ts'
import { decimalsOf } from '../../../platform/money/currency.ts'
import { described, errorOf, FieldNotes } from '../../../platform/ui/components.tsx'
import { type LeavingReason, leavingReasons } from '../../../stripe/acts/wish.ts'
import { useTexts } from '../../texts/texts.ts'
import { actAddress } from './acts.tsx'
import { offerFor } from './amount.ts'
import type { ActView } from './page.tsx'
import { gives } from './standing.tsx'
import { longestComment, offeredAs, pauseOf } from './wish.ts'

const reasons = Object.keys(leavingReasons).filter((reason): reason is LeavingReason =>
  Object.hasOwn(leavingReasons, reason),
)

/**
 * Why somebody leaves, if they like to say it. A reason that we can do something about shows the one
 * thing that would help, in its own line and without standing in the way; never while money is owed.
 */
export const LeavingReasons = (view: ActView) => {
  const { held, fields } = view
  const { words } = useTexts()
  const fitting = reasons.filter((one) => one !== 'too_often' || held.frequency === 'monthly')
  return (
    <>
      <fieldset class="field reasons">
        <legend>{words('acts.leave_reason')}</legend>
        {fitting.map((reason) => (
          <div class="reason">
            <label>
              <input type="radio" name="reason" value={reason} checked={fields.reason === reason} />
              <span>{words(`acts.leave_${reason}`)}</span>
            </label>
            <Alternative {...view} reason={reason} />
          </div>
        ))}
      </fieldset>
      <Comment {...view} />
    </>
  )
}

const Comment = ({ fields, errors }: ActView) => {
  const { words } = useTexts()
  const error = errorOf(errors, 'comment')
  const hint = words('acts.leave_comment_hint')
  return (
    <div class="field">
      <label for="comment">{words('acts.leave_comment')}</label>
      <FieldNotes id="comment" hint={hint} error={error} />
      <textarea
        id="comment"
        name="comment"
        rows={3}
        maxlength={longestComment}
        {...described('comment', hint, error)}
      >
        {fields.comment ?? ''}
      </textarea>
    </div>
  )
}

type Reasoned = ActView & Readonly<{ reason: LeavingReason }>

const Alternative = (view: Reasoned): Child => {
  const { reason, held, now, zone } = view
  if (held.phase !== 'running') return null
  switch (reason) {
    case 'too_expensive':
      return <Smaller {...view} />
    case 'money_tight': {
      const until = pauseOf(3, { periodEnd: held.periodEnd, now, zone })
      return <Offered what="rest" href={actAddress('pause', { subscription: held.id, until })} />
    }
    case 'too_often': {
      const chosen = { subscription: held.id, frequency: 'yearly' }
      return <Offered what="yearly" href={actAddress('frequency', chosen)} />
    }
    case 'unused':
    case 'low_quality':
    case 'switched':
    case 'other':
      return null
  }
}

/** Half of what is given, up to the whole unit, where so little is offered. */
const Smaller = ({ held, offers }: ActView): Child => {
  const texts = useTexts()
  const { amount, frequency, id } = held
  const { currency } = amount
  const whole = 10n ** BigInt(decimalsOf(currency))
  const half = { minor: ((amount.minor / 2n + whole - 1n) / whole) * whole, currency }
  const offer = offerFor(offers, { currency, frequency: offeredAs(frequency) })
  if (offer === null || !isAllowed(half, offer) || half.minor >= amount.minor) return null
  const href = actAddress('amount', { subscription: id, amount: texts.typed(half) })
  return <Offered what="smaller" href={href} gives={gives(texts, { amount: half, frequency })} />
}

type OfferedProps = Readonly<{ what: 'smaller' | 'rest' | 'yearly'; href: string; gives?: string }>

/** A sentence with a link in it, wherever its language puts that. */
const Offered = ({ what, href, gives: given = '' }: OfferedProps) => {
  const { words } = useTexts()
  const [before, after] = words(`acts.leave_${what}`, { gives: given, link: '\u0000' }).split(
    '\u0000',
  )
  return (
    <p class="alternative">
      {before}
      <a href={href}>{words(`acts.leave_${what}_link`)}</a>
      {after}
    </p>
  )
}
