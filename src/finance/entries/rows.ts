import { sql } from 'kysely'
import * as z from 'zod'
import type { EntryFilter } from '../../ledger/entries.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { type Day, dayText } from '../../platform/day.ts'
import { readCursor, writeCursor } from '../../platform/http/cursor.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { pagesOf } from '../exports/pages.ts'
import { type Basis, type FigureName, figure } from '../figures.ts'
import { type Valuation, valuationOf, valuedEntries } from '../valued.ts'

/** Rows, and what each contributes to a figure in a currency and on a basis. */
export type RowsQuery = Readonly<{
  filter: EntryFilter
  figure: FigureName
  basis: Basis
  currency: Currency
}>
type Page = Readonly<{ limit: number; cursor?: string | undefined }>

/**
 * One page of the rows behind a figure, oldest first, and the figure's sum over the whole filter:
 * null where one of its rows has no rate. `figure_minor` is null on that row alone.
 */
export async function entryRows(reader: Reader, { limit, cursor, ...query }: RowsQuery & Page) {
  const after = cursor === undefined ? null : placeOf(cursor)
  if (cursor !== undefined && after === null) return { kind: 'cursor_unknown' } as const
  const valuation = await valuationOf(reader, query.filter, query.currency)
  const [rows, sum_minor] = await Promise.all([
    rowsAfter(reader, query, valuation, { after, limit: limit + 1 }),
    sumOf(reader, query, valuation),
  ])
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  const next_cursor = last ? writeCursor([last.day, last.occurred_at.toISOString(), last.id]) : null
  return { kind: 'found', rows: page, sum_minor, next_cursor } as const
}
export type EntryRow = Awaited<ReturnType<typeof rowsAfter>>[number]

/** All of them, page by page. A row booked meanwhile is in it when its place was not yet passed. */
export async function* everyEntryRow(reader: Reader, query: RowsQuery) {
  const valuation = await valuationOf(reader, query.filter, query.currency)
  yield* pagesOf<EntryRow>((after) =>
    rowsAfter(reader, query, valuation, { after, limit: rows_at_once }),
  )
}

const rows_at_once = 2000

type Place = Readonly<{ day: Day; occurred_at: Date; id: string }>
const place = z.tuple([dayText, z.iso.datetime(), z.string()])

function placeOf(cursor: string): Place | null {
  const words = place.safeParse(readCursor(cursor))
  if (!words.success) return null
  const [day, at, id] = words.data
  return { day, occurred_at: new Date(at), id }
}

type Slice = Readonly<{ after: Place | null; limit: number }>

/** Sorted by the day first, which follows the time, so that an index finds the place in any depth. */
function rowsAfter(
  reader: Reader,
  query: RowsQuery,
  valuation: Valuation,
  { after, limit }: Slice,
) {
  const oldestFirst = valuedEntries(reader, query.filter, valuation)
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

async function sumOf(reader: Reader, query: RowsQuery, valuation: Valuation) {
  const { sum, unrated } = await reader
    .selectFrom(valuedEntries(reader, query.filter, valuation).as('entry'))
    .select(({ fn }) => [
      sql<bigint>`coalesce(sum(${contribution(query)}), 0)::bigint`.as('sum'),
      fn.countAll<bigint>().filterWhere(contribution(query), 'is', null).as('unrated'),
    ])
    .executeTakeFirstOrThrow()
  return unrated > 0n ? null : sum
}

function contribution({ figure: name, basis }: RowsQuery) {
  return sql<bigint | null>`(${figure(name, basis)})::bigint`
}
