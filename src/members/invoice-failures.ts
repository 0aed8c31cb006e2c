import { sql, type Transaction } from 'kysely'
import type { Reader } from '../platform/database/connection.ts'
import type { Schema } from '../platform/database/schema.ts'
import { writesOf } from '../platform/gathered.ts'

/** A bill that could not be paid at a moment. */
type Failure = Readonly<{ invoice: string; at: Date }>

/** Keeps the earliest moment that is told of each bill, in whichever order they are told. */
export const noteFailure = writesOf(
  (trx: Transaction<Schema>, failures: readonly Failure[]): Promise<unknown> =>
    sql`
      update invoice set first_failed_at = least(invoice.first_failed_at, told.at)
      from (
        select invoice, min(at) as at
        from unnest(${failures.map(({ invoice }) => invoice)}::text[],
          ${failures.map(({ at }) => at)}::timestamptz[]) as failure (invoice, at)
        group by invoice
      ) as told
      where invoice.id = told.invoice`.execute(trx),
)

/**
 * Of bills whose failures no event has told (an account's history), the first failed charge: these
 * bills, and those of these payments. A debit's charge is older than its failure by some days. What was
 * paid at the first try has not failed, and a debit that came back later had been paid.
 */
export async function noteFailedCharges(
  trx: Transaction<Schema>,
  { invoices, payments }: { invoices: readonly string[]; payments: readonly string[] },
): Promise<void> {
  if (invoices.length + payments.length === 0) return
  await sql`
    update invoice set first_failed_at = failed.at
    from (
      select origin.invoice, min(payment.made_at) as at
      from origin
      join payment on payment.payment_intent = origin.key
      where (origin.invoice = any(${invoices}) or origin.key = any(${payments}))
        and origin.invoice is not null and payment.state = 'failed' and not payment.returned
      group by origin.invoice
    ) as failed
    where invoice.id = failed.invoice and invoice.first_failed_at is null
      and attempt_count > case when status = 'paid' then 1 else 0 end`.execute(trx)
}

/** What became of a bill that could not be paid. */
export type FailureOutcome = 'recovered' | 'recovered_late' | 'pending' | 'lost'

/** Bills of memberships by their first failure, which lies in [from, to), as they stand at `now`. */
export type FailuresAsked = Readonly<{ from: Date; to: Date; zone: string; now: Date }>

/**
 * Recurring bills that could not be paid at first (finance.md 1.9), whose `day` is that of the first
 * failure. Recurring is what a subscription bills after its beginning, also the first bill after a
 * trial. Recovered: paid within thirty days by any means; late: after them. Pending: not paid yet, and
 * neither given up nor thirty days old; anything else is lost, and still becomes late when it is paid.
 */
export function failedInvoices(reader: Reader, { from, to, zone, now }: FailuresAsked) {
  const window = sql`interval '30 days'`
  // an object that was paid and does not say when was paid by the time it was seen
  const paid_at = sql<Date>`coalesce(paid_at, seen_at)`
  return reader
    .selectFrom('invoice')
    .where('first_failed_at', '>=', from)
    .where('first_failed_at', '<', to)
    .where('subscription', 'is not', null)
    .where(sql<boolean>`coalesce(billing_reason, '') not in ('subscription_create', 'manual')`)
    .select(['id', 'member_id', 'subscription', 'currency', 'amount_due_minor'])
    .select([
      sql<Date>`first_failed_at`.as('first_failed_at'),
      sql<Date | null>`case when status = 'paid' then ${paid_at} end`.as('paid_at'),
      sql<string>`((first_failed_at at time zone ${zone})::date)`.as('day'),
      sql<FailureOutcome>`case
        when status = 'paid' and ${paid_at} <= first_failed_at + ${window} then 'recovered'
        when status = 'paid' then 'recovered_late'
        when status in ('void', 'uncollectible') then 'lost'
        when ${now}::timestamptz > first_failed_at + ${window} then 'lost'
        else 'pending' end`.as('outcome'),
    ])
}
