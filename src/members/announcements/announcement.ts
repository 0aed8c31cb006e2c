import * as z from 'zod'
import { type Currency, currencyOf } from '../../platform/money/currency.ts'

// Facts are kept as JSON, amounts as digits and instants as ISO text, and read back by these shapes.
const currency = z.string().transform((code, context): Currency => {
  const known = currencyOf(code)
  if (known !== null) return known
  context.addIssue('is no currency')
  return z.NEVER
})
/** An amount as facts keep it: its minor units as digits. */
export const money = z.object({ minor: z.coerce.bigint(), currency })
const instant = z.coerce.date()
const orNever = instant.nullable()
const frequency = z.enum(['monthly', 'yearly', 'other'])
const membership = z.object({ subscription: z.string(), amount: money, frequency })

/**
 * What a person is told about their own money and membership, each thing once, by what it is about.
 * Whoever writes mails or calls other programs reads these, and never what they were derived from.
 */
export const factsOf = {
  membership_started: membership.extend({ next_at: orNever }),
  /** `frequency` is null of a gift. */
  payment_made: z.object({
    payment: z.string(),
    amount: money,
    paid_at: instant,
    frequency: frequency.nullable(),
    next_at: orNever,
  }),
  /** A bill that could not be paid; `next_try_at` is null when Stripe will not try again by itself. */
  payment_failed: z.object({
    invoice: z.string(),
    subscription: z.string(),
    due: money,
    billed_at: instant,
    failure: z.string().nullable(),
    next_try_at: orNever,
  }),
  membership_changed: membership.extend({
    before: money,
    frequency_before: frequency,
    next_at: orNever,
  }),
  membership_paused: membership.extend({ resumes_at: orNever }),
  membership_resumed: membership.extend({ next_at: orNever }),
  membership_ending: membership.extend({ ends_at: instant }),
  membership_staying: membership.extend({ next_at: orNever }),
  membership_ended: membership.extend({ ended_at: instant, reason: z.string().nullable() }),
  refund_made: z.object({ refund: z.string(), amount: money, paid: money, paid_at: instant }),
  /** `expires`: the card's last month, `2030-08`. */
  card_expiring: membership.extend({ last4: z.string(), expires: z.string(), next_at: orNever }),
  renewal_upcoming: membership.extend({ at: instant }),
  /** What was paid in a year that is over, one sum a currency, refunds taken off. */
  year_given: z.object({ year: z.int(), payments: z.int(), sums: z.array(money) }),
} as const

export type Kind = keyof typeof factsOf
export type FactsOf<K extends Kind> = z.output<(typeof factsOf)[K]>

/** `key` is the kind and what it is about: `payment_made:ch_…`. `at`: when it happened, business time. */
export type Announcement = {
  [K in Kind]: Readonly<{ kind: K; key: string; person: string; at: Date; facts: FactsOf<K> }>
}[Kind]

/** One of a kind; `about` is unique within it. */
export function announcement<K extends Kind>(
  kind: K,
  { about, ...rest }: Readonly<{ about: string; person: string; at: Date; facts: FactsOf<K> }>,
) {
  return { kind, key: `${kind}:${about}`, ...rest }
}
