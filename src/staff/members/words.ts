import type { MemberRow } from '../../members/directory.ts'
import { failureInWords } from '../../members/failure.ts'
import type { Happening } from '../../members/timeline.ts'
import type { MemberState } from '../../platform/database/schema.ts'
import { currencyOf } from '../../platform/money/currency.ts'
import { writeDay } from '../desk/days.ts'
import { inWords, locale, type Tone } from '../desk/figures.tsx'

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
export function sentenceOf(member: MemberRow, zone: string): string {
  const who = nameOf(member)
  const since = member.since === null ? '' : ` since ${writeDay(member.since, zone)}`
  const until = member.until === null ? '' : ` until ${writeDay(member.until, zone)}`
  switch (member.state) {
    case 'member':
      return `${who} has been a member${since}`
    case 'grace':
      return `${who} is a member whose last renewal failed`
    case 'suspended':
      return `${who}’s membership is suspended`
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

/** `Membership began: €10.00 a month`. */
export function happeningInWords({ kind, amount_minor, currency, detail }: Happening): string {
  const frequency = kind === 'membership_started' ? detail : null
  const fact = `${happeningWords[kind]}: ${amountInWords(amount_minor, currency, frequency)}`
  if (kind === 'payment_failed') return `${fact}. ${failureInWords(detail)}`
  const reason = kind === 'membership_ended' || kind === 'membership_ending' ? detail : null
  return reason === null ? fact : `${fact} (${reason.replaceAll('_', ' ')})`
}

const happeningWords: Readonly<Record<Happening['kind'], string>> = {
  membership_started: 'Membership began',
  membership_ending: 'Membership is to end',
  membership_ended: 'Membership ended',
  payment: 'Paid',
  payment_pending: 'Bank debit under way',
  payment_failed: 'Payment failed',
}

/** «12 members and 3 supporters today»: a failed renewal still has the benefits, so it counts. */
export function peopleSentence(people: ReadonlyMap<MemberState, number>): string {
  const members = (people.get('member') ?? 0) + (people.get('grace') ?? 0)
  const supporters = people.get('supporter') ?? 0
  return `${counted(members, 'member', 'members')} and ${counted(supporters, 'supporter', 'supporters')} today`
}

function counted(people: number, one: string, many: string): string {
  return `${people.toLocaleString(locale)} ${people === 1 ? one : many}`
}
