import { sql } from 'kysely'
import type { EntryFilter } from '../../ledger/entries.ts'
import type { Reader } from '../../platform/database/connection.ts'
import type { Day } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { type EarnedBesides, earnedByPayment } from '../deferred/earned.ts'
import type { Earning } from '../deferred/earning.ts'
import { type Basis, type FigureName, figure } from '../figures.ts'
import { valuationOf, valuedEntries } from '../valued.ts'

/** Rows, and what each contributes to a figure in a currency and on a basis. */
export type RowsQuery = Readonly<{
  filter: EntryFilter
  figure: FigureName
  basis: Basis
  currency: Currency
  /** What the recognised basis goes by; without it every payment counts on its own day. */
  earning?: Earning | null
}>
export type Source = Awaited<ReturnType<typeof sourceOf>>

/** What rows are valued by, and what payments earned besides their own money. */
export async function sourceOf(reader: Reader, { filter, currency, earning = null }: RowsQuery) {
  const [valuation, earned] = await Promise.all([
    valuationOf(reader, filter, currency),
    earnedByPayment(reader, filter, { currency, earning }),
  ])
  return { valuation, earned }
}

type Slice = Readonly<{ after: Readonly<{ day: Day }> | null; limit: number }>

/**
 * The rows behind a figure in two parts, either of which may be absent: the payments of earlier days whose
 * service reaches into these, and the entries of the days. All of the first are older. Of another day nothing
 * but what is earned counts, so that no rate is looked for there. Of a slice it is enough of the first.
 */
export function rowsBehind(
  reader: Reader,
  { filter }: RowsQuery,
  { valuation, earned }: Source,
  slice?: Slice,
) {
  const { from, to: _, ...always } = filter
  const days = valuedEntries(reader, filter, valuation)
  const older = earned.filter(({ day }) => from !== undefined && day < from)
  const ids = (slice ? withinSlice(older, slice) : older).map(({ id }) => id)
  return ids.length === 0 ? [days] : [valuedEntries(reader, { ...always, ids }, valuation), days]
}

/**
 * Those, oldest first, among which a slice is: whole days, as the database orders rows of a day. Asked for
 * all of them, it walked through every entry by its day to find the first.
 */
function withinSlice(payments: EarnedBesides, { after, limit }: Slice): EarnedBesides {
  const since = after === null ? payments : payments.filter(({ day }) => day >= after.day)
  const passed = since.filter(({ day }) => day === after?.day).length
  const end = since[passed + limit]?.day
  return end === undefined ? since : since.filter(({ day }) => day <= end)
}

export type Rows = ReturnType<typeof rowsBehind>[number]

/** What payments earned besides their own money, to be joined to the rows (`entry`) by their id. */
export function service({ earned }: Source) {
  const amounts = earned.map((row) => row.earned?.toString() ?? null)
  return sql<{ id: string }>`(select * from unnest(
    ${earned.map(({ id }) => id)}::text[], ${amounts}::bigint[]) as payment (id, earned))`.as<'service'>(
    sql`service`,
  )
}

const besides = sql`case when service.id is null then 0 else service.earned end`

function isOwnDay({ from, to }: EntryFilter) {
  return sql<boolean>`(${from ? sql`entry.day >= ${from}` : sql`true`}
    and ${to ? sql`entry.day < ${to}` : sql`true`})`
}

/**
 * Of rows as `entry` with their `service`: a row's own money counts in its own days, what it earned besides
 * as a payment's without tax.
 */
export function contribution({ figure: name, basis, filter, earning = null }: RowsQuery) {
  const of = figure(name, basis)
  if (earning === null) return sql<bigint | null>`(${of})::bigint`
  const own = (column: string) =>
    sql`case when ${isOwnDay(filter)} then entry.${sql.ref(column)} else 0 end`
  return sql<bigint | null>`(select ${of} from (
    select kind, source, class, ${own('amount')} + ${besides} as amount, ${own('tax')} as tax,
      ${own('fee')} as fee, ${own('fx')} as fx) as entry)::bigint`
}
