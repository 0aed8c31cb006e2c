import type * as z from 'zod'
import type { Frequency } from '../../members/frequency.ts'
import type { Link } from '../../platform/mail/letter.tsx'
import type { Money } from '../../platform/money/money.ts'
import { type Desk, type Letters, type MailKind, mailKind } from './kind.ts'

/** A sum as it stands in a sentence: `€10`. */
export function sum({ texts }: Desk, amount: Money): string {
  return texts.money(amount, { trim: true })
}

/** `€10 a month`. */
export function rhythm(
  desk: Desk,
  { amount, frequency }: Readonly<{ amount: Money; frequency: Frequency }>,
): string {
  return desk.texts.words(`mails.rhythm_${frequency}`, { amount: sum(desk, amount) })
}

/** The row that says what comes next; none where nothing is charged. */
export function nextCharge(
  desk: Desk,
  { next_at, amount }: Readonly<{ next_at: Date | null; amount: Money }>,
): (readonly [string, string])[] {
  if (next_at === null) return []
  const { words } = desk.texts
  const when = words('mails.amount_on', { amount: sum(desk, amount), day: desk.day(next_at) })
  return [[words('mails.next_charge'), when]]
}

export function accountLink({ texts, at }: Desk): Link {
  return { label: texts.words('mails.account'), url: at('/account') }
}

/** A kind of mail that somebody's own money has caused, which is said under each of them. */
export function ownMail<Facts extends z.ZodType<object>>(
  facts: Facts,
  { sample, write }: Letters<Facts>,
): MailKind {
  return mailKind(facts, {
    sample,
    write: async (given, desk) => ({
      ...(await write(given, desk)),
      foot: [desk.texts.words('mails.because')],
    }),
  })
}

/** A made-up membership, for samples. */
export const sampleMembership = {
  subscription: 'sub_sample',
  amount: { minor: '1000', currency: 'EUR' },
  frequency: 'monthly',
} as const

/** A day of the made-up membership, for samples. */
export const sampleDay = '2026-06-14T09:00:00Z'
export const sampleNext = '2026-07-14T09:00:00Z'
