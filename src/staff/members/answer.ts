import type { MemberRow } from '../../members/directory.ts'
import { failureInWords } from '../../members/failure.ts'
import type { MemberRecord, PaymentRow, SubscriptionRow } from '../../members/record.ts'
import { timelineOf } from '../../members/timeline.ts'
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
    payments: record.payments.map(paymentAnswer),
    notes: [],
    timeline: timelineOf(record).map(({ at, amount_minor, ...same }) => ({
      at: at.toISOString(),
      ...same,
      amount_minor: minorJson(amount_minor),
    })),
  }
}

function subscriptionAnswer(subscription: SubscriptionRow) {
  const { started_at, period_end, ends_at, ended_at, amount_minor, ...same } = subscription
  return {
    ...same,
    amount_minor: minorJson(amount_minor),
    started_at: started_at.toISOString(),
    period_end: iso(period_end),
    ends_at: iso(ends_at),
    ended_at: iso(ended_at),
  }
}

function paymentAnswer({ made_at, amount_minor, refunded_minor, ...same }: PaymentRow) {
  return {
    ...same,
    reason: same.state === 'failed' ? failureInWords(same.failure) : null,
    amount_minor: minorJson(amount_minor),
    refunded_minor: minorJson(refunded_minor),
    at: made_at.toISOString(),
  }
}

function iso(at: Date | null): string | null {
  return at === null ? null : at.toISOString()
}

function minorOrNull(minor: bigint | null): number | null {
  return minor === null ? null : minorJson(minor)
}
