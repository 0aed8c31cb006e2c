import type { Offers } from '../../../members/offers/offers.ts'
import type { Act } from '../../../members/phase.ts'
import { addDays, addMonths, type Day, dayOf, isDay, startOfDay } from '../../../platform/day.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import type { Money } from '../../../platform/money/money.ts'
import type { Frequency } from '../../../stripe/acts/held.ts'
import type { Return } from '../../../stripe/acts/return.ts'
import { type LeavingReason, leavingReasons, type Wish } from '../../../stripe/acts/wish.ts'
import type { Texts } from '../../texts/texts.ts'
import { amountIn, equalAmount, offerFor } from './amount.ts'
import type { Fields } from './fields.ts'

/** The acts that have a page of this form; paying and the card lead to Stripe's own. */
export type WishedAct = Exclude<Act, 'card' | 'pay'>

/** What a wish is read beside: the membership as we know it, what is offered, and today. */
export type Beside = Readonly<{
  amount: Money
  frequency: Frequency | 'other'
  periodEnd: Date | null
  offers: Offers
  now: Date
  zone: string
  texts: Texts
}>

export type ReadWish =
  | Readonly<{ kind: 'wish'; wish: Wish | Return }>
  /** Nothing is chosen yet. */
  | Readonly<{ kind: 'open' }>
  | Readonly<{ kind: 'wrong'; errors: readonly FieldError[] }>

export const longestComment = 500

/** What is wished, from the fields of a form, a link or a program. */
export function wishIn(act: WishedAct, fields: Fields, beside: Beside): ReadWish {
  switch (act) {
    case 'amount':
      return amountWish(fields, beside)
    case 'frequency':
      return frequencyWish(fields, beside)
    case 'return':
      return returnWish(fields, beside)
    case 'pause':
      return pauseWish(fields, beside)
    case 'leave':
      return leaveWish(fields, beside)
    case 'resume':
    case 'stay':
      return { kind: 'wish', wish: { act } }
  }
}

function amountWish(fields: Fields, { amount, frequency, offers, texts }: Beside): ReadWish {
  const { currency } = amount
  const offer = offerFor(offers, { currency, frequency: offeredAs(frequency) })
  const read = amountIn(fields, { currency, offer, texts })
  switch (read.kind) {
    case 'none':
      return { kind: 'open' }
    case 'wrong':
      return { kind: 'wrong', errors: [read.error] }
    case 'amount':
      return { kind: 'wish', wish: { act: 'amount', amount: read.amount } }
  }
}

/** A rhythm that we do not offer has the limits of a month. */
export function offeredAs(frequency: Frequency | 'other'): Frequency {
  return frequency === 'other' ? 'monthly' : frequency
}

function frequencyWish(fields: Fields, beside: Beside): ReadWish {
  const read = rhythmWish(fields, beside)
  if (read.kind !== 'rhythm') return read
  const { frequency, amount } = read
  return {
    kind: 'wish',
    wish: { act: 'frequency', frequency, amount, at: reckonedAt(fields, beside) },
  }
}

function returnWish(fields: Fields, beside: Beside): ReadWish {
  const frequency = fields.frequency ?? offeredAs(beside.frequency)
  const read = rhythmWish({ ...fields, frequency }, beside)
  if (read.kind !== 'rhythm') return read
  return { kind: 'wish', wish: { act: 'return', amount: read.amount, frequency: read.frequency } }
}

type Rhythm = Readonly<{ kind: 'rhythm'; frequency: Frequency; amount: Money }>

/** How often, and how much: the same gift in that rhythm unless another amount is said. */
function rhythmWish(fields: Fields, beside: Beside): Exclude<ReadWish, { kind: 'wish' }> | Rhythm {
  const { offers, texts, amount } = beside
  const { frequency } = fields
  if (frequency === undefined) return { kind: 'open' }
  if (frequency !== 'monthly' && frequency !== 'yearly') {
    const message = texts.words('acts.frequency_wrong')
    return { kind: 'wrong', errors: [{ field: 'frequency', message }] }
  }
  const { currency } = amount
  const offer = offerFor(offers, { currency, frequency })
  const read = amountIn(fields, { currency, offer, texts })
  if (read.kind === 'wrong') return { kind: 'wrong', errors: [read.error] }
  const equal = equalAmount(amount, { from: beside.frequency, to: frequency, offer })
  return { kind: 'rhythm', frequency, amount: read.kind === 'amount' ? read.amount : equal }
}

/** The second that the page reckoned with, so that the sum is the one it showed; at most a day old. */
function reckonedAt({ at }: Fields, { now }: Beside): Date {
  const seconds = at !== undefined && /^\d{1,12}$/.test(at) ? Number(at) : Number.NaN
  const now_s = Math.floor(now.getTime() / 1000)
  const isRecent = seconds <= now_s && seconds > now_s - 86_400
  return new Date((isRecent ? seconds : now_s) * 1000)
}

type Pausing = Pick<Beside, 'periodEnd' | 'now' | 'zone'>

/**
 * The days on which a pause may end: from tomorrow to a year after the next charge. `chargedOn` is the
 * day of that, from which whole months of a pause are counted: so many charges are left out.
 */
export function pauseDays({ periodEnd, now, zone }: Pausing) {
  const chargedOn = dayOf(periodEnd ?? now, zone)
  return { chargedOn, first: addDays(dayOf(now, zone), 1), last: addMonths(chargedOn, 12) }
}

/** The day on which a pause of so many months ends. */
export function pauseOf(months: number, pausing: Pausing): Day {
  return addMonths(pauseDays(pausing).chargedOn, months)
}

/** A day, also as the beginning of a longer text with a time in it. */
function pauseWish(fields: Fields, beside: Beside): ReadWish {
  const { texts, zone } = beside
  const sent = fields.until_other ?? fields.until
  if (sent === undefined) return { kind: 'open' }
  const day = sent.slice(0, 10)
  const { first, last } = pauseDays(beside)
  if (isDay(day) && day >= first && day <= last) {
    return { kind: 'wish', wish: { act: 'pause', until: startOfDay(day, zone) } }
  }
  const message = texts.words('acts.pause_wrong', { day: texts.day(last) })
  const field = fields.until_other === undefined ? 'until' : 'until_other'
  return { kind: 'wrong', errors: [{ field, message }] }
}

/** A reason that is none of ours is what somebody says in their own words. */
function leaveWish({ reason, comment }: Fields, { texts }: Beside): ReadWish {
  const known = reason !== undefined && isReason(reason) ? reason : null
  const own = [known === null ? reason : undefined, comment].filter((said) => said !== undefined)
  const said = own.join('\n').toWellFormed().replaceAll('\u0000', '')
  if (said.length > longestComment) {
    const message = texts.words('acts.leave_comment_long', { most: longestComment })
    const field = comment === undefined ? 'reason' : 'comment'
    return { kind: 'wrong', errors: [{ field, message }] }
  }
  const spoken = said === '' ? null : said
  return {
    kind: 'wish',
    wish: { act: 'leave', reason: known ?? (spoken === null ? null : 'other'), comment: spoken },
  }
}

function isReason(text: string): text is LeavingReason {
  return Object.hasOwn(leavingReasons, text)
}
