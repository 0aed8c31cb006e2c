import { sql } from 'kysely'
import * as z from 'zod'
import type { EntryFilter } from '../../ledger/entries.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { type Day, dayText } from '../../platform/day.ts'
import { pageOf, placeIn } from '../../platform/http/cursor.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { earnedByPayment } from '../deferred/earned.ts'
import type { Earning } from '../deferred/earning.ts'
import { pagesOf } from '../exports/pages.ts'
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
type Page = Readonly<{ limit: number; cursor?: string | undefined }>

/**
 * One page of the rows behind a figure, oldest first, and the figure's sum over the whole filter:
 * null where one of its rows has no rate. `figure_minor` is null on that row alone.
 */
export async function entryRows(reader: Reader, { limit, cursor, ...query }: RowsQuery & Page) {
  const after = placeIn(cursor, place)
  if (after === 'cursor_unknown') return { kind: after } as const
  const source = await sourceOf(reader, query)
  const [found, sum_minor] = await Promise.all([
    rowsAfter(reader, query, source, { after, limit: limit + 1 }),
    sumOf(reader, query, source),
  ])
  return { kind: 'found', ...pageOf(found, limit, keyOf), sum_minor } as const
}
export type EntryRow = Awaited<ReturnType<typeof rowsAfter>>[number]

/** All of them, page by page. A row booked meanwhile is in it when its place was not yet passed. */
export async function* everyEntryRow(reader: Reader, query: RowsQuery) {
  const source = await sourceOf(reader, query)
  yield* pagesOf<EntryRow>((after) =>
    rowsAfter(reader, query, source, { after, limit: rows_at_once }),
  )
}

const rows_at_once = 2000

type Place = Readonly<{ day: Day; occurred_at: Date; id: string }>
const place = z
  .tuple([dayText, z.iso.datetime(), z.string()])
  .transform(([day, at, id]) => ({ day, occurred_at: new Date(at), id }))

function keyOf({ day, occurred_at, id }: Place): string[] {
  return [day, occurred_at.toISOString(), id]
}

type Slice = Readonly<{ after: Place | null; limit: number }>

/** Sorted by the day first, which follows the time, so that an index finds the place in any depth. */
function rowsAfter(reader: Reader, query: RowsQuery, source: Source, { after, limit }: Slice) {
  const oldestFirst = rowsBehind(reader, query, source)
    .select(['entry.occurred_at', 'entry.amount_minor', 'entry.fee_minor', 'entry.net_minor'])
    .select(['entry.balance_transaction', 'entry.charge', 'entry.payment_intent', 'entry.refund'])
    .select(['entry.dispute', 'entry.true_day', 'label.invoice'])
    .select(({ selectFrom, fn }) =>
      fn
        .coalesce(
          'entry.payout',
          selectFrom('entry_payout')
            .whereRef('entry_payout.entry_id', '=', 'entry.id')
            .select('entry_payout.payout'),
        )
        .as('payout'),
    )
    .orderBy('entry.day')
    .orderBy('entry.occurred_at')
    .orderBy('entry.id')
    .limit(limit)
  const page = after ? oldestFirst.where(isAfter(after)) : oldestFirst
  return reader
    .selectFrom(page.as('entry'))
    .selectAll()
    .select(contribution(query).as('figure_minor'))
    .orderBy('day')
    .orderBy('occurred_at')
    .orderBy('id')
    .execute()
}

function isAfter({ day, occurred_at, id }: Place) {
  return sql<boolean>`(entry.day, entry.occurred_at, entry.id) > (${day}::date, ${occurred_at}, ${id})`
}

async function sumOf(reader: Reader, query: RowsQuery, source: Source) {
  const { sum, unrated } = await reader
    .selectFrom(rowsBehind(reader, query, source).as('entry'))
    .select(({ fn }) => [
      sql<bigint>`coalesce(sum(${contribution(query)}), 0)::bigint`.as('sum'),
      fn.countAll<bigint>().filterWhere(contribution(query), 'is', null).as('unrated'),
    ])
    .executeTakeFirstOrThrow()
  return unrated > 0n ? null : sum
}

type Source = Awaited<ReturnType<typeof sourceOf>>

/** What rows are valued by, and what payments earned besides their own money. */
async function sourceOf(reader: Reader, { filter, currency, earning = null }: RowsQuery) {
  const valued = earning === null ? filter : { to: filter.to }
  const [valuation, payments] = await Promise.all([
    valuationOf(reader, valued, currency),
    earnedByPayment(reader, filter, { currency, earning }),
  ])
  return { valuation, payments }
}

/** On the recognised basis payments of other days, too, whose service reaches into these. */
function rowsBehind(reader: Reader, query: RowsQuery, { valuation, payments }: Source) {
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
function contribution({ figure: name, basis, filter, earning = null }: RowsQuery) {
  const of = figure(name, basis)
  if (earning === null) return sql<bigint | null>`(${of})::bigint`
  const own = (column: string) =>
    sql`case when ${isOwnDay(filter)} then entry.${sql.ref(column)} else 0 end`
  return sql<bigint | null>`(select ${of} from (
    select kind, source, class, ${own('amount')} + entry.earned as amount, ${own('tax')} as tax,
      ${own('fee')} as fee, ${own('fx')} as fx) as entry)::bigint`
}
