import { sql } from 'kysely'
import type { Reader } from '../../platform/database/connection.ts'
import { type Day, type Month, monthOf } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import type { Range } from '../period.ts'

/**
 * `matched`: what it took adds up to it. `no_transactions`: Stripe has not said what it took, which it
 * never does of one that was sent by hand.
 */
export type PayoutStatus = 'matched' | 'mismatch' | 'no_transactions'

/**
 * Money that reached the bank on a day, or that the bank sent back (`return`, a negative amount); minor
 * units. `taken` is the sum of what it took, null while that is not known.
 */
export type Payout = Readonly<{
  id: string
  kind: 'payout' | 'return'
  day: Day
  amount: bigint
  status: PayoutStatus
  taken: bigint | null
}>

/** Every payout of a currency that stands before `to`, and every return, by day. */
export async function payoutsBefore(
  reader: Reader,
  { currency, to }: Readonly<{ currency: Currency; to: Day }>,
): Promise<Payout[]> {
  const rows = await standing(reader).where('payout.currency', '=', currency).execute()
  return rows
    .flatMap(eventsOf)
    .filter(({ day }) => day < to)
    .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
}

/** How many payouts of each month are not what they took; months without any are absent. */
export async function mismatchesByMonth(reader: Reader): Promise<ReadonlyMap<Month, number>> {
  const rows = await standing(reader)
    .where('payout.automatic', '=', true)
    .where(sql<boolean>`payout.taken_minor is distinct from payout.amount_minor`)
    .execute()
  const wrong = rows.flatMap(eventsOf).filter(({ status }) => status === 'mismatch')
  const byMonth = Map.groupBy(wrong, ({ day }) => monthOf(day))
  return new Map([...byMonth].map(([month, payouts]) => [month, payouts.length]))
}

/** Those of a period. */
export function within({ from, to }: Range, payouts: readonly Payout[]): Payout[] {
  return payouts.filter(({ day }) => from <= day && day < to)
}

function placeOf({ day, id, kind }: Payout): string {
  return `${day} ${id} ${kind}`
}

function standing(reader: Reader) {
  return reader
    .selectFrom('payout')
    .leftJoin('entry as back', (join) =>
      join.on(sql<boolean>`back.id = 'ent_' || payout.failure_balance_transaction`),
    )
    .select(['payout.id', 'payout.day', 'payout.amount_minor', 'payout.automatic'])
    .select(['payout.reconciliation_status', 'back.day as returned_on'])
    .select(({ fn, selectFrom }) =>
      fn
        .coalesce(
          'payout.taken_minor',
          selectFrom('entry_payout')
            .innerJoin('entry', 'entry.id', 'entry_payout.entry_id')
            .whereRef('entry_payout.payout', '=', 'payout.id')
            .where(
              sql<boolean>`entry.balance_transaction is distinct from payout.balance_transaction`,
            )
            .select(sql<bigint>`sum(entry.net_minor)::bigint`.as('net')),
        )
        .as('taken'),
    )
}

type Standing = Awaited<ReturnType<ReturnType<typeof standing>['execute']>>[number]

/** One that came back before it arrived stands on the day on which it came back, twice. */
function eventsOf(row: Standing): Payout[] {
  const { id, amount_minor: amount, returned_on } = row
  const isKnown = row.automatic && row.reconciliation_status === 'completed'
  const taken = isKnown ? (row.taken ?? 0n) : null
  const said = { id, status: statusOf(amount, taken), taken }
  if (returned_on === null) return [{ ...said, kind: 'payout', day: row.day, amount }]
  const day = returned_on < row.day ? returned_on : row.day
  return [
    { ...said, kind: 'payout', day, amount },
    { ...said, kind: 'return', day: returned_on, amount: -amount },
  ]
}

function statusOf(amount: bigint, taken: bigint | null): PayoutStatus {
  if (taken === null) return 'no_transactions'
  return taken === amount ? 'matched' : 'mismatch'
}
