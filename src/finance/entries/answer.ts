import { minorJson } from '../../platform/money/money.ts'
import type { EntryRow } from './rows.ts'

/** A row as contract.md names its fields; amounts as the row was booked, `figure_minor` converted. */
export function entryAnswer(row: EntryRow) {
  return {
    id: row.id,
    occurred_at: row.occurred_at.toISOString(),
    day: row.day,
    true_day: row.true_day,
    kind: row.kind,
    class: row.class,
    currency: row.currency,
    amount_minor: minorJson(row.amount_minor),
    fee_minor: minorJson(row.fee_minor),
    net_minor: minorJson(row.net_minor),
    figure_minor: amountAnswer(row.figure_minor),
    member_id: row.member_id,
    campaign: row.campaign,
    article: row.article,
    country: row.country,
    source: row.source,
    stripe: {
      balance_transaction: row.balance_transaction,
      charge: row.charge,
      payment_intent: row.payment_intent,
      invoice: row.invoice,
      refund: row.refund,
      dispute: row.dispute,
      payout: row.payout,
    },
  }
}

/** Null where a rate is missing. */
export function amountAnswer(minor: bigint | null): number | null {
  return minor === null ? null : minorJson(minor)
}
