import type { Reader } from '../platform/database/connection.ts'

/**
 * A payment as its person's record shows it, charged in `currency`; `presented_minor` is what the
 * payer saw where that was in another. What was settled stands in the ledger alone.
 */
export type PaymentRow = Readonly<{
  id: string
  class: 'membership' | 'gift' | null
  state: 'succeeded' | 'pending' | 'failed'
  failure: string | null
  returned: boolean
  amount_minor: bigint
  currency: string
  presented_minor: bigint | null
  presented_currency: string | null
  refunded_minor: bigint
  refund_pending_minor: bigint
  recipient_ref: string | null
  dispute: 'none' | 'open' | 'won' | 'lost'
  dispute_reason: string | null
  dispute_due_at: Date | null
  disputed_at: Date | null
  dispute_closed_at: Date | null
  fraud_warning: string | null
  fraud_warned_at: Date | null
  made_at: Date
}>

/** One person's payments and tries, the latest first. */
export function paymentsOf(reader: Reader, memberId: string): Promise<PaymentRow[]> {
  return reader
    .selectFrom('payment')
    .select(['id', 'class', 'state', 'failure', 'returned', 'amount_minor', 'currency'])
    .select(['presented_minor', 'presented_currency', 'refunded_minor', 'refund_pending_minor'])
    .select(['recipient_ref', 'dispute', 'dispute_reason', 'dispute_due_at'])
    .select(['disputed_at', 'dispute_closed_at'])
    .select(['fraud_warning', 'fraud_warned_at', 'made_at'])
    .where('member_id', '=', memberId)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}
