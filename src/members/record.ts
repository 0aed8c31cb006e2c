import type { Reader } from '../platform/database/connection.ts'
import { type AbandonedCheckout, abandonedBy } from './abandoned.ts'
import { type Card, cardsOf } from './cards.ts'
import { type MemberRow, memberAt } from './directory.ts'
import { type OpenInvoice, openInvoicesOf } from './open-invoices.ts'
import { orderWordsOf, type SaidWords } from './order-words.ts'
import { type PaymentRow, paymentsOf } from './payments.ts'
import { type RefundRow, refundsOf } from './refunds.ts'
import { changesOfMember, type SubscriptionChange } from './subscription-changes.ts'
import { type SubscriptionRow, subscriptionsOf } from './subscriptions.ts'

/** Everything that we keep about one person's support, newest first; changes oldest first. */
export type MemberRecord = Readonly<{
  member: MemberRow
  subscriptions: readonly SubscriptionRow[]
  changes: readonly SubscriptionChange[]
  payments: readonly PaymentRow[]
  refunds: readonly RefundRow[]
  openInvoices: readonly OpenInvoice[]
  abandoned: readonly AbandonedCheckout[]
  cards: readonly Card[]
  /** What they said with their orders. */
  words: readonly SaidWords[]
}>

/** One person's record with the state they have at `now`, or null when there is no such person. */
export async function memberRecord(
  reader: Reader,
  id: string,
  now: Date,
): Promise<MemberRecord | null> {
  const member = await memberAt(reader, id, now)
  if (member === null) return null
  return {
    member,
    subscriptions: await subscriptionsOf(reader, id),
    changes: await changesOfMember(reader, id),
    payments: await paymentsOf(reader, id),
    refunds: await refundsOf(reader, id),
    openInvoices: await openInvoicesOf(reader, id),
    abandoned: await abandonedBy(reader, id),
    cards: await cardsOf(reader, id),
    words: await orderWordsOf(reader, id),
  }
}
