import type { AbandonedCheckout } from './abandoned.ts'
import type { PaymentRow } from './payments.ts'
import type { MemberRecord } from './record.ts'
import type { RefundRow } from './refunds.ts'
import type { SubscriptionChange } from './subscription-changes.ts'
import { type MembershipStep, stepsOf } from './subscription-steps.ts'
import type { SubscriptionRow } from './subscriptions.ts'

/** Something that happened between us and one person, as a closed list of kinds. */
export type Happening = Readonly<{
  at: Date
  kind:
    | MembershipStep
    | 'membership_started'
    | 'membership_ending'
    | 'membership_ended'
    | 'payment'
    | 'payment_pending'
    | 'payment_failed'
    | 'payment_returned'
    | 'fraud_warning'
    | 'dispute_opened'
    | 'dispute_won'
    | 'dispute_lost'
    | 'refund'
    | 'refund_pending'
    | 'refund_failed'
    | 'refund_canceled'
    | 'checkout_abandoned'
  subject: string
  amount_minor: bigint | null
  currency: string | null
  detail: string | null
  /** What a membership was worth before it was changed; null of everything else. */
  amount_before_minor: bigint | null
}>

/**
 * What the record tells, newest first. What lies ahead (an announced end) stands first; of one second
 * an end stands above a change and a change above the beginning.
 */
export function timelineOf(record: MemberRecord): Happening[] {
  return [
    ...record.subscriptions.flatMap(endOf),
    ...record.changes.toReversed().flatMap(ofChange),
    ...record.subscriptions.map(beginningOf),
    ...record.payments.flatMap(ofDispute),
    ...record.payments.flatMap(ofPayment),
    ...record.refunds.map(ofRefund),
    ...record.abandoned.map(ofAbandoned),
  ].sort((a, b) => b.at.getTime() - a.at.getTime() || b.subject.localeCompare(a.subject, 'en'))
}

function endOf(subscription: SubscriptionRow): Happening[] {
  const { id: subject, amount_minor, currency, ends_at, ended_at, end_reason } = subscription
  const same = { subject, amount_minor, currency, amount_before_minor: null, detail: end_reason }
  if (ended_at !== null) return [{ ...same, at: ended_at, kind: 'membership_ended' }]
  return ends_at === null ? [] : [{ ...same, at: ends_at, kind: 'membership_ending' }]
}

function beginningOf(subscription: SubscriptionRow): Happening {
  const { id: subject, amount_minor, currency, started_at: at, frequency } = subscription
  const same = { subject, amount_minor, currency, amount_before_minor: null }
  return { ...same, at, kind: 'membership_started', detail: frequency }
}

/** Beginning and end stand on the membership itself; a step between says what it was before. */
function ofChange(change: SubscriptionChange): Happening[] {
  if (change.kind !== 'updated') return []
  const { subscription: subject, at, amount_minor, currency, amount_before_minor } = change
  const same = { at, subject, amount_minor, currency, detail: null }
  return stepsOf(change).map((kind) => ({
    ...same,
    kind,
    amount_before_minor: kind === 'membership_changed' ? amount_before_minor : null,
  }))
}

const paymentKinds = {
  succeeded: 'payment',
  pending: 'payment_pending',
  failed: 'payment_failed',
} as const

function ofPayment(payment: PaymentRow): Happening[] {
  const { id: subject, made_at: at, state, returned, amount_minor, currency } = payment
  const { failure, fraud_warning, fraud_warned_at } = payment
  const same = { subject, amount_minor, currency, amount_before_minor: null }
  const kind = returned ? 'payment_returned' : paymentKinds[state]
  const paid: Happening = { ...same, at, kind, detail: failure }
  if (fraud_warned_at === null) return [paid]
  return [paid, { ...same, at: fraud_warned_at, kind: 'fraud_warning', detail: fraud_warning }]
}

/** One whose end has no day that we know stands in the payment's own words alone. */
function ofDispute(payment: PaymentRow): Happening[] {
  const { id: subject, amount_minor, currency, dispute, disputed_at, dispute_closed_at } = payment
  if (dispute === 'none' || disputed_at === null) return []
  const same = { subject, amount_minor, currency, amount_before_minor: null }
  const detail = payment.dispute_reason
  const opened: Happening = { ...same, at: disputed_at, kind: 'dispute_opened', detail }
  if (dispute === 'open' || dispute_closed_at === null) return [opened]
  return [{ ...same, at: dispute_closed_at, kind: `dispute_${dispute}`, detail: null }, opened]
}

const refundKinds = {
  succeeded: 'refund',
  pending: 'refund_pending',
  failed: 'refund_failed',
  canceled: 'refund_canceled',
} as const

function ofRefund({
  payment,
  state,
  failure,
  amount_minor,
  currency,
  made_at,
}: RefundRow): Happening {
  const same = { at: made_at, subject: payment, amount_minor, currency, amount_before_minor: null }
  return { ...same, kind: refundKinds[state], detail: failure }
}

function ofAbandoned({ id, mode, amount_minor, currency, made_at }: AbandonedCheckout): Happening {
  const same = { at: made_at, subject: id, amount_minor, currency, amount_before_minor: null }
  return { ...same, kind: 'checkout_abandoned', detail: mode }
}
