import type { MemberRecord, PaymentRow, SubscriptionRow } from './record.ts'

/** Something that happened between us and one person, as a closed list of kinds. */
export type Happening = Readonly<{
  at: Date
  kind:
    | 'membership_started'
    | 'membership_ending'
    | 'membership_ended'
    | 'payment'
    | 'payment_pending'
    | 'payment_failed'
  subject: string
  amount_minor: bigint
  currency: string
  detail: string | null
}>

/** What the record tells, newest first. What lies ahead (an announced end) stands first. */
export function timelineOf({ subscriptions, payments }: MemberRecord): Happening[] {
  return [...subscriptions.flatMap(ofSubscription), ...payments.map(ofPayment)].sort(
    (a, b) => b.at.getTime() - a.at.getTime() || (b.subject < a.subject ? -1 : 1),
  )
}

function ofSubscription(subscription: SubscriptionRow): Happening[] {
  const { id: subject, amount_minor, currency, frequency } = subscription
  const { started_at, ends_at, ended_at, end_reason } = subscription
  const same = { subject, amount_minor, currency }
  const happenings: Happening[] = [
    { ...same, at: started_at, kind: 'membership_started', detail: frequency },
  ]
  if (ended_at !== null) {
    happenings.push({ ...same, at: ended_at, kind: 'membership_ended', detail: end_reason })
  } else if (ends_at !== null) {
    happenings.push({ ...same, at: ends_at, kind: 'membership_ending', detail: end_reason })
  }
  return happenings
}

const paymentKinds = {
  succeeded: 'payment',
  pending: 'payment_pending',
  failed: 'payment_failed',
} as const

function ofPayment(payment: PaymentRow): Happening {
  const { id: subject, made_at: at, state, amount_minor, currency, failure } = payment
  return { at, kind: paymentKinds[state], subject, amount_minor, currency, detail: failure }
}
