import type { MemberRow } from '../../members/directory.ts'
import { failureInWords } from '../../members/failure.ts'
import type { MemberRecord } from '../../members/record.ts'
import type { SubscriptionRow } from '../../members/subscriptions.ts'
import type { Happening } from '../../members/timeline.ts'
import type { MemberState } from '../../platform/database/member-tables.ts'
import { currencyOf } from '../../platform/money/currency.ts'
import { writeDay } from '../desk/days.ts'
import { countOf, inWords, type Tone } from '../desk/figures.tsx'
import { endReasonInWords } from './subscription-words.ts'

export function nameOf({ name, email, id }: Pick<MemberRow, 'name' | 'email' | 'id'>): string {
  return name ?? email ?? id
}

const often: Readonly<Record<string, string>> = {
  monthly: 'a month',
  yearly: 'a year',
  once: 'once',
}

/** `€10.00 a month`; an amount that nobody knows is none. */
export function amountInWords(
  minor: bigint | null,
  currency: string | null,
  frequency: string | null = null,
): string | null {
  const known = currency === null ? null : currencyOf(currency)
  if (minor === null || known === null) return null
  return [inWords(minor, known), often[frequency ?? ''] ?? ''].join(' ').trim()
}

/** The one sentence over a member's page. */
export function sentenceOf({ member, subscriptions }: MemberRecord, zone: string): string {
  const who = nameOf(member)
  const running = subscriptions.filter(({ ended_at }) => ended_at === null)
  const since = member.since === null ? '' : ` since ${writeDay(member.since, zone)}`
  const until = member.until === null ? '' : ` until ${writeDay(member.until, zone)}`
  switch (member.state) {
    case 'member':
      return memberInWords(who, since, running, zone)
    case 'grace':
      return `${who} is a member whose last renewal failed`
    case 'suspended':
      return running.some(isPaused)
        ? `${who}’s membership is paused`
        : `${who}’s membership is suspended`
    case 'pending':
      return `${who}’s bank debit is under way`
    case 'supporter':
      return `${who} gave once and is a supporter${until}`
    case 'former_supporter':
      return `${who} was a supporter${until}`
    case 'ended':
      return `${who}’s membership has ended`
    case 'unclear':
      return `${who} has a status at Stripe that we do not know yet`
  }
}

/** One who is told to end is a member still; of several the one that goes on counts. */
function memberInWords(
  who: string,
  since: string,
  running: readonly SubscriptionRow[],
  zone: string,
): string {
  const last = running.find(({ ends_at }) => ends_at !== null)
  if (last?.ends_at && running.every(({ ends_at }) => ends_at !== null)) {
    return `${who} is a member until ${writeDay(last.ends_at, zone)}, then it ends`
  }
  const onTrial = running.length > 0 && running.every(({ status }) => status === 'trialing')
  return onTrial ? `${who} is on trial${since}` : `${who} has been a member${since}`
}

function isPaused({ paused, status }: SubscriptionRow): boolean {
  return paused || status === 'paused'
}

export const stateTones: Readonly<Record<MemberRow['state'], Tone>> = {
  member: 'good',
  grace: 'warn',
  suspended: 'danger',
  pending: 'plain',
  supporter: 'good',
  former_supporter: 'plain',
  ended: 'plain',
  unclear: 'warn',
}

/** `Membership began: €10.00 a month`, `Amount changed: €5.00 → €10.00`. */
export function happeningInWords(happening: Happening): string {
  const { kind, amount_minor, currency, detail, amount_before_minor } = happening
  const frequency = kind === 'membership_started' ? detail : null
  const amount = amountInWords(amount_minor, currency, frequency)
  const before = amountInWords(amount_before_minor, currency)
  const worth = before === null ? amount : `${before} → ${amount}`
  const fact = worth === null ? happeningWords[kind] : `${happeningWords[kind]}: ${worth}`
  const more = detailInWords(kind, detail)
  return more === null ? fact : `${fact}${more}`
}

function detailInWords(kind: Happening['kind'], detail: string | null): string | null {
  if (kind === 'payment_failed' || kind === 'payment_returned') return `. ${failureInWords(detail)}`
  if (kind === 'membership_ended' || kind === 'membership_ending') {
    const reason = endReasonInWords({ end_reason: detail, end_feedback: null })
    return reason && ` (${reason})`
  }
  const isSaid = kind === 'fraud_warning' || kind === 'dispute_opened' || kind === 'refund_failed'
  return isSaid && detail !== null ? ` (${detail.replaceAll('_', ' ')})` : null
}

const happeningWords: Readonly<Record<Happening['kind'], string>> = {
  membership_started: 'Membership began',
  membership_changed: 'Membership changed',
  membership_failing: 'Renewal failed, Stripe tries again',
  membership_unpaid: 'Stripe gave up collecting',
  membership_recovered: 'Membership runs again',
  membership_paused: 'Membership paused',
  membership_resumed: 'Membership resumed',
  membership_told_to_end: 'Membership was told to end',
  membership_stays: 'Membership is to go on after all',
  membership_ending: 'Membership is to end',
  membership_ended: 'Membership ended',
  payment: 'Paid',
  payment_pending: 'Bank debit under way',
  payment_failed: 'Payment failed',
  payment_returned: 'Paid, and taken back by the bank later',
  fraud_warning: 'The bank warned of fraud',
  dispute_opened: 'Payment disputed with the bank',
  dispute_won: 'Dispute won, the money is back',
  dispute_lost: 'Dispute lost, the money is gone',
  refund: 'Refunded',
  refund_pending: 'Refund on its way',
  refund_failed: 'Refund did not arrive',
  refund_canceled: 'Refund called off',
  checkout_abandoned: 'Began to pay and did not',
}

/** «12 members and 3 supporters today»: a failed renewal still has the benefits, so it counts. */
export function peopleSentence(people: ReadonlyMap<MemberState, number>): string {
  const members = (people.get('member') ?? 0) + (people.get('grace') ?? 0)
  const supporters = people.get('supporter') ?? 0
  return `${countOf(members, 'member')} and ${countOf(supporters, 'supporter')} today`
}
