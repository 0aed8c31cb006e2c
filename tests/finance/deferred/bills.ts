import type { Transaction } from 'kysely'
import type { Database } from '../../../src/platform/database/connection.ts'
import type { Schema } from '../../../src/platform/database/schema.ts'
import { startOfDay } from '../../../src/platform/day.ts'
import { type Booking, gift, zone } from '../../ledger/builders.ts'

type Writer = Database | Transaction<Schema>
type Bill = Readonly<{ booking: Booking; from: string; to: string }>

type Known = Readonly<{ product?: string; subscription?: string | null; campaign?: string }>

/** A membership's payment for the days of [from, to), as its invoice says. */
export function bill(
  day: string,
  amount_minor: bigint,
  [from, to]: readonly [string, string],
  known: Known = {},
): Bill {
  const { entry, label } = gift(day, amount_minor, { label: { class: 'membership', ...known } })
  const booking = { entry, label: { ...label, invoice: `in_${entry.id}` } }
  return { booking, from, to }
}

/** The invoices behind bills. */
export async function writeInvoices(db: Writer, bills: readonly Bill[]): Promise<void> {
  if (bills.length === 0) return
  await db
    .insertInto('invoice')
    .values(
      bills.map(({ booking: { entry, label }, from, to }) => ({
        ...{ id: `${label.invoice}`, status: 'paid' },
        ...{ amount_due_minor: entry.amount_minor, amount_paid_minor: entry.amount_minor },
        ...{ currency: entry.currency, period_start: startOfDay(from, zone) },
        ...{ period_end: startOfDay(to, zone), created: startOfDay(from, zone) },
        seen_at: new Date(0),
      })),
    )
    .execute()
}

/** A subscription that ended on a day. */
export async function endedSubscription(db: Writer, id: string, day: string): Promise<void> {
  const at = startOfDay(day, zone)
  await db
    .insertInto('subscription')
    .values({
      ...{ member_id: `mem_${id}`, id, customer: `cus_${id}`, status: 'canceled' },
      ...{
        raw_status: 'canceled',
        started_at: at,
        ended_at: at,
        amount_minor: 0n,
        currency: 'EUR',
      },
      ...{ frequency: 'monthly', interval_unit: 'month', interval_count: 1, seen_at: at },
    })
    .execute()
}
