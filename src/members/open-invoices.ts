import type { Reader } from '../platform/database/connection.ts'

/** A bill that is not paid: how often it was tried, when again, and where the person can pay it. */
export type OpenInvoice = Readonly<{
  id: string
  subscription: string | null
  status: string
  due_minor: bigint
  currency: string
  attempt_count: number
  next_attempt_at: Date | null
  pay_url: string | null
  created: Date
}>

/** What one person was billed and has not paid, the latest first; written off is shown as well. */
export async function openInvoicesOf(reader: Reader, memberId: string): Promise<OpenInvoice[]> {
  const rows = await reader
    .selectFrom('invoice')
    .select(['id', 'subscription', 'status', 'amount_due_minor', 'amount_paid_minor', 'currency'])
    .select(['attempt_count', 'next_attempt_at', 'pay_url', 'created'])
    .where('member_id', '=', memberId)
    .where('status', 'in', ['open', 'uncollectible'])
    .where(({ eb, ref }) => eb('amount_due_minor', '>', ref('amount_paid_minor')))
    .orderBy('created', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(({ amount_due_minor, amount_paid_minor, ...row }) => ({
    ...row,
    due_minor: amount_due_minor - amount_paid_minor,
  }))
}
