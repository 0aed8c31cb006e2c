import { type Insertable, sql, type Transaction } from 'kysely'
import type { EntryKind, EntryTable } from '../platform/database/ledger-tables.ts'
import type { Schema } from '../platform/database/schema.ts'
import type { Day } from '../platform/day.ts'
import { gathered, oncePer } from '../platform/gathered.ts'
import { bookingDays } from './months.ts'
import { labelEntries } from './origin.ts'
import { askForReceipts } from './receipts.ts'

/**
 * A row of the ledger before it is booked; amounts in minor units of its settlement currency, `day` the
 * one on which it happened.
 */
export type NewEntry = Readonly<Omit<Insertable<EntryTable>, 'true_day'>>

/**
 * Books what is not booked yet and labels it by what is known of its payment. A row of a closed month
 * stands in the open one and keeps its `true_day`. Answers the ids newly booked, so that a repeated
 * reading shows what was missing. Throws where a row breaks a rule of the books
 * (`net_is_amount_less_fee`): then nothing of it was booked.
 */
export async function bookEntries(
  trx: Transaction<Schema>,
  entries: readonly NewEntry[],
  at: Date,
): Promise<string[]> {
  if (entries.length === 0) return []
  const keys = entries.map(originKey).filter((key) => key !== null)
  const bookedOn = await bookingDays(trx)
  const booked = await trx
    .insertInto('entry')
    .values(entries.map((entry) => dated(entry, bookedOn(entry.day))))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning(['id', 'kind', 'charge', 'day', 'true_day'])
    .execute()
  await askForReceipts(trx, booked)
  await labelEntries(trx, keys, at)
  return booked.map(({ id }) => id)
}

function dated(entry: NewEntry, day: Day): Insertable<EntryTable> {
  return { ...entry, day, true_day: day === entry.day ? null : entry.day }
}

/** What an entry's labels are found by: its payment intent, else its charge; null for neither. */
function originKey({ payment_intent, charge }: NewEntry): string | null {
  return payment_intent ?? charge ?? null
}

/** The id of the entry of a balance transaction, the same whenever it is read. */
export function entryId(balanceTransaction: string): string {
  return `ent_${balanceTransaction}`
}

/** Which of these balance transactions are not in the books. */
export async function missingFromBooks(
  trx: Transaction<Schema>,
  transactions: readonly string[],
): Promise<string[]> {
  const booked = await Promise.all(transactions.map((id) => isBooked(trx)(id)))
  return transactions.filter((_, index) => !booked[index])
}

const isBooked = oncePer((trx: Transaction<Schema>) =>
  gathered(
    async (transactions: readonly string[]) => {
      const rows = await trx
        .selectFrom('entry')
        .select('id')
        .where('id', '=', sql<string>`any(${transactions.map(entryId)})`)
        .execute()
      const booked = new Set(rows.map(({ id }) => id))
      return (transaction: string) => booked.has(entryId(transaction))
    },
    { most: 100 },
  ),
)

/**
 * What a balance transaction is, by its type and reporting category alone (domain/stripe.md 4.5).
 * `unclassified` is a type that we do not know: finance sees it and a month with it does not close.
 */
export function kindOf(type: string, category: string): EntryKind {
  if (type === 'adjustment') return adjustments.get(category) ?? 'adjustment'
  return kinds.get(type) ?? 'unclassified'
}

/** By the only word that tells adjustments apart. */
const adjustments: ReadonlyMap<string, EntryKind> = new Map([
  ['dispute', 'dispute'],
  ['dispute_reversal', 'dispute_reversal'],
  ['charge_failure', 'payment_failure'],
  ['refund', 'refund'],
  ['refund_failure', 'refund_failure'],
  ['fee', 'fee'],
  ['network_cost', 'fee'],
])

const kinds: ReadonlyMap<string, EntryKind> = new Map<string, EntryKind>([
  ['charge', 'payment'],
  ['payment', 'payment'],
  ['refund', 'refund'],
  ['payment_refund', 'refund'],
  ['refund_failure', 'refund_failure'],
  ['payment_failure_refund', 'payment_failure'],
  ['payment_reversal', 'payment_failure'],
  ['stripe_fee', 'fee'],
  ['stripe_fx_fee', 'fee'],
  ['tax_fee', 'fee'],
  ['payout', 'payout'],
  ['payout_cancel', 'payout_reversal'],
  ['payout_failure', 'payout_reversal'],
  ...adjusting([
    // money lent, held back, moved or given away: it is nobody's payment to us
    ...['advance', 'advance_funding', 'anticipation_repayment', 'climate_order_purchase'],
    ...['climate_order_refund', 'contribution', 'fee_credit_funding', 'inbound_transfer'],
    ...['inbound_transfer_reversal', 'obligation_outbound', 'obligation_reversal_inbound'],
    ...['payment_network_reserve_hold', 'payment_network_reserve_release', 'payment_unreconciled'],
    ...['payout_minimum_balance_hold', 'payout_minimum_balance_release', 'reserve_hold'],
    ...['reserve_release', 'reserve_transaction', 'reserved_funds', 'stripe_balance_payment_debit'],
    ...['stripe_balance_payment_debit_reversal', 'tax_fund', 'topup', 'topup_reversal'],
    // of platforms and card programmes, which a newsroom has not
    ...['application_fee', 'application_fee_refund', 'connect_collection_transfer'],
    ...['issuing_authorization_hold', 'issuing_authorization_release', 'issuing_dispute'],
    ...['issuing_dispute_provisional_credit', 'issuing_dispute_provisional_credit_reversal'],
    ...['issuing_transaction', 'transfer', 'transfer_cancel', 'transfer_failure'],
    ...['transfer_refund'],
  ]),
])

function adjusting(types: readonly string[]): [string, EntryKind][] {
  return types.map((type) => [type, 'adjustment'])
}
