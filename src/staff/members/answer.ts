import type { MemberRow } from '../../members/directory.ts'
import { failureInWords } from '../../members/failure.ts'
import type { OpenInvoice } from '../../members/open-invoices.ts'
import { type SaidWords, seenByOthers } from '../../members/order-words.ts'
import type { PaymentRow } from '../../members/payments.ts'
import type { MemberRecord } from '../../members/record.ts'
import type { RefundRow } from '../../members/refunds.ts'
import type { SubscriptionRow } from '../../members/subscriptions.ts'
import { type Happening, timelineOf } from '../../members/timeline.ts'
import { minorJson } from '../../platform/money/money.ts'

/** A member as programs read it: instants as ISO texts, minor units as numbers. */
export function memberAnswer({ amount_minor, since, until, ...same }: MemberRow) {
  return { ...same, since: iso(since), until: iso(until), amount_minor: minorOrNull(amount_minor) }
}

/** The whole record; `reason` says in plain words why a payment failed. */
export function recordAnswer(record: MemberRecord) {
  return {
    ...memberAnswer(record.member),
    subscriptions: record.subscriptions.map(subscriptionAnswer),
    open_invoices: record.openInvoices.map(invoiceAnswer),
    payments: record.payments.map((payment) => paymentAnswer(payment, record.refunds)),
    notes: [],
    words: record.words.map(wordsAnswer),
    timeline: timelineOf(record).map(happeningAnswer),
  }
}

function subscriptionAnswer(subscription: SubscriptionRow) {
  const { started_at, period_end, ends_at, ended_at, amount_minor, ...rest } = subscription
  const { resumes_at, trial_ends_at, ...same } = rest
  return {
    ...same,
    amount_minor: minorJson(amount_minor),
    started_at: started_at.toISOString(),
    period_end: iso(period_end),
    ends_at: iso(ends_at),
    ended_at: iso(ended_at),
    resumes_at: iso(resumes_at),
    trial_ends_at: iso(trial_ends_at),
  }
}

function invoiceAnswer({ due_minor, created, next_attempt_at, ...same }: OpenInvoice) {
  return {
    ...same,
    due_minor: minorJson(due_minor),
    created: created.toISOString(),
    next_attempt_at: iso(next_attempt_at),
  }
}

function paymentAnswer(payment: PaymentRow, refunds: readonly RefundRow[]) {
  const { made_at, amount_minor, presented_minor, dispute_due_at, fraud_warned_at, ...rest } =
    payment
  const { refunded_minor, refund_pending_minor, disputed_at, dispute_closed_at, ...same } = rest
  return {
    ...same,
    reason: same.state === 'failed' ? failureInWords(same.failure) : null,
    amount_minor: minorJson(amount_minor),
    presented_minor: minorOrNull(presented_minor),
    refunded_minor: minorJson(refunded_minor),
    refund_pending_minor: minorJson(refund_pending_minor),
    refunds: refunds.filter(({ payment: of }) => of === payment.id).map(refundAnswer),
    dispute_due_at: iso(dispute_due_at),
    disputed_at: iso(disputed_at),
    dispute_closed_at: iso(dispute_closed_at),
    fraud_warned_at: iso(fraud_warned_at),
    at: made_at.toISOString(),
  }
}

/** What was said with an order; `seen` is what others see of who gave, null for nobody's name. */
function wordsAnswer({ said_at, paidBy, shownAs, publicName, ...said }: SaidWords) {
  const seen = seenByOthers({ shownAs, publicName })
  return { at: said_at.toISOString(), paid_by: paidBy, ...said, shown_as: shownAs, seen }
}

function refundAnswer({ id, state, failure, amount_minor, made_at }: RefundRow) {
  return { id, state, failure, amount_minor: minorJson(amount_minor), at: made_at.toISOString() }
}

function happeningAnswer({ at, amount_minor, amount_before_minor, ...same }: Happening) {
  return {
    at: at.toISOString(),
    ...same,
    amount_minor: minorOrNull(amount_minor),
    amount_before_minor: minorOrNull(amount_before_minor),
  }
}

function iso(at: Date | null): string | null {
  return at === null ? null : at.toISOString()
}

function minorOrNull(minor: bigint | null): number | null {
  return minor === null ? null : minorJson(minor)
}
