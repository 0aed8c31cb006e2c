import { sql } from 'kysely'
import type { EntryFilter } from '../../ledger/entries.ts'
import type { Reader } from '../../platform/database/connection.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { earnedByPayment } from '../deferred/earned.ts'
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
  const valued = earning === null ? filter : { to: filter.to }
  const [valuation, payments] = await Promise.all([
    valuationOf(reader, valued, currency),
    earnedByPayment(reader, filter, { currency, earning }),
  ])
  return { valuation, payments }
}

/** On the recognised basis payments of other days, too, whose service reaches into these. */
export function rowsBehind(reader: Reader, query: RowsQuery, { valuation, payments }: Source) {
  const { earning = null, filter } = query
  const { from: _, to: __, ...always } = filter
  return valuedEntries(reader, earning === null ? filter : always, valuation)
    .leftJoin(payments.as('service'), 'service.id', 'entry.id')
    .where(
      earning === null
        ? sql<boolean>`true`
        : sql<boolean>`(${isOwnDay(filter)} or service.id is not null)`,
    )
    .select(sql<bigint | null>`case when service.id is null then 0 else earned end`.as('earned'))
}

function isOwnDay({ from, to }: EntryFilter) {
  return sql<boolean>`(${from ? sql`entry.day >= ${from}` : sql`true`}
    and ${to ? sql`entry.day < ${to}` : sql`true`})`
}

/** A row's own money counts in its own days, what it earned besides as a payment's without tax. */
export function contribution({ figure: name, basis, filter, earning = null }: RowsQuery) {
  const of = figure(name, basis)
  if (earning === null) return sql<bigint | null>`(${of})::bigint`
  const own = (column: string) =>
    sql`case when ${isOwnDay(filter)} then entry.${sql.ref(column)} else 0 end`
  return sql<bigint | null>`(select ${of} from (
    select kind, source, class, ${own('amount')} + entry.earned as amount, ${own('tax')} as tax,
      ${own('fee')} as fee, ${own('fx')} as fx) as entry)::bigint`
}
