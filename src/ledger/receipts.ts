import { type Selectable, sql, type Transaction } from 'kysely'
import type { Clock } from '../platform/clock.ts'
import type { Database, Reader } from '../platform/database/connection.ts'
import type { EntryKind, EntryTable } from '../platform/database/ledger-tables.ts'
import type { Schema } from '../platform/database/schema.ts'
import type { Day } from '../platform/day.ts'

/** What moves a reader's payment, and so is a document of theirs: a receipt, or what corrects one. */
export const receiptKinds = [
  'payment',
  'refund',
  'refund_failure',
  'payment_failure',
  'dispute',
  'dispute_reversal',
] as const satisfies readonly EntryKind[]
export type ReceiptKind = (typeof receiptKinds)[number]

/** A row of the books as a document, numbered within its year; the amount as Stripe settled it. */
export type NumberedEntry = Readonly<{
  /** `2026-000123`. */
  number: string
  kind: ReceiptKind
  /** On which it happened, also where the month of that day was closed when it was booked. */
  day: Day
  charge: string
  refund: string | null
  currency: string
  amount_minor: bigint
  /** The payer's, as far as their card or bank tells it. */
  country: string | null
  issued_at: Date
}>

type Booked = Readonly<Pick<Selectable<EntryTable>, 'id' | 'kind' | 'charge' | 'day' | 'true_day'>>

/** Notes, while entries are booked, that they want numbers: an insert that waits for nobody. */
export async function askForReceipts(
  trx: Transaction<Schema>,
  booked: readonly Booked[],
): Promise<void> {
  const wanting = booked.filter(({ kind, charge }) => charge !== null && isReceiptKind(kind))
  if (wanting.length === 0) return
  await trx
    .insertInto('receipt_due')
    .values(wanting.map(({ id, day, true_day }) => ({ entry_id: id, day: true_day ?? day })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

const atOnce = 1000

/**
 * Numbers what is booked and whose payment is known, oldest day first. One statement
 * moves the counter and writes the rows, so that no number is left out whatever runs beside it or is
 * broken off. A number once given stays; what is learned late takes the next one of its year.
 */
export async function numberReceipts({
  db,
  clock,
}: Readonly<{ db: Database; clock: Clock }>): Promise<void> {
  let given = atOnce
  while (given === atOnce) given = await numberSome(db, clock.now())
}

async function numberSome(db: Database, now: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    with taken as (
      delete from receipt_due where (day, entry_id) in (
        select due.day, due.entry_id from receipt_due due
        join entry on entry.id = due.entry_id
        where exists (select from payment where payment.id = entry.charge)
        order by due.day, due.entry_id limit ${atOnce}
        for update of due skip locked
      ) returning day, entry_id
    ),
    dated as (
      select extract(year from taken.day)::int as year, entry.id,
        row_number() over by_time as nth, count(*) over (partition by date_part('year', taken.day)) as of_year
      from taken join entry on entry.id = taken.entry_id
      window by_time as (partition by date_part('year', taken.day)
        order by taken.day, entry.occurred_at, entry.id)
    ),
    counted as (
      insert into receipt_counter as counter (year, last)
      select year, count(*) from dated group by year order by year
      on conflict (year) do update set last = counter.last + excluded.last
      returning year, last
    )
    insert into receipt (year, number, entry_id, issued_at)
    select dated.year, counted.last - dated.of_year + dated.nth, dated.id, ${now}
    from dated join counted on counted.year = dated.year`.execute(db)
  return Number(numAffectedRows)
}

/** The documents of these charges, in the order in which it happened; what has no number yet is absent. */
export async function numberedEntries(
  reader: Reader,
  charges: readonly string[],
): Promise<NumberedEntry[]> {
  const rows = await reader
    .selectFrom('entry')
    .innerJoin('receipt', (join) =>
      join
        .onRef('receipt.entry_id', '=', 'entry.id')
        .on(sql<boolean>`receipt.year = ${yearOfEntry}`),
    )
    .select(['receipt.year', 'receipt.number', 'receipt.issued_at', 'entry.kind', 'entry.charge'])
    .select(['entry.refund', 'entry.currency', 'entry.amount_minor'])
    .leftJoin('origin', (join) =>
      join.on(sql<boolean>`origin.key = coalesce(entry.payment_intent, entry.charge)`),
    )
    .select('origin.country')
    .select(dayOfEntry.as('day'))
    .where('entry.charge', '=', sql<string>`any(${charges})`)
    .orderBy('entry.occurred_at')
    .orderBy('entry.id')
    .execute()
  return rows.flatMap(({ kind, charge, year, number, ...row }) =>
    isReceiptKind(kind) && charge !== null
      ? [{ ...row, kind, charge, number: receiptNumber(year, number) }]
      : [],
  )
}

const dayOfEntry = sql<Day>`coalesce(entry.true_day, entry.day)`
const yearOfEntry = sql<number>`extract(year from ${dayOfEntry})::int`

function receiptNumber(year: number, number: number): string {
  return `${year}-${String(number).padStart(6, '0')}`
}

function isReceiptKind(kind: EntryKind): kind is ReceiptKind {
  return receiptKinds.some((known) => known === kind)
}
