import { sql } from 'kysely'
import * as z from 'zod'
import type { EntryFilter } from '../../ledger/entries.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { readCursor, writeCursor } from '../../platform/http/cursor.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { type Basis, type FigureName, figure } from '../figures.ts'
import { type Valuation, valuationOf, valuedEntries } from '../valued.ts'

/** Rows, and what each contributes to a figure in a currency and on a basis. */
export type RowsQuery = Readonly<{
  filter: EntryFilter
  figure: FigureName
  basis: Basis
  currency: Currency
  limit: number
  cursor?: string | undefined
}>

/**
 * One page of the rows behind a figure, oldest first, and the figure's sum over the whole filter:
 * null where one of its rows has no rate. `figure_minor` is null on that row alone.
 */
export async function entryRows(reader: Reader, query: RowsQuery) {
  const after = query.cursor === undefined ? null : placeOf(query.cursor)
  if (query.cursor !== undefined && after === null) return { kind: 'cursor_unknown' } as const
  const valuation = await valuationOf(reader, query.filter, query.currency)
  const [rows, sum_minor] = await Promise.all([
    pageOf(reader, query, valuation, after),
    sumOf(reader, query, valuation),
  ])
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  const next_cursor = last ? writeCursor([last.occurred_at.toISOString(), last.id]) : null
  return { kind: 'found', rows: page, sum_minor, next_cursor } as const
}
export type EntryRow = Awaited<ReturnType<typeof pageOf>>[number]

type Place = Readonly<{ at: string; id: string }>
const place = z.tuple([z.iso.datetime(), z.string()])

function placeOf(cursor: string): Place | null {
  const words = place.safeParse(readCursor(cursor))
  return words.success ? { at: words.data[0], id: words.data[1] } : null
}

function pageOf(reader: Reader, query: RowsQuery, valuation: Valuation, after: Place | null) {
  const oldestFirst = valuedEntries(reader, query.filter, valuation)
    .select(['entry.occurred_at', 'entry.amount_minor', 'entry.fee_minor', 'entry.net_minor'])
    .select(['entry.balance_transaction', 'entry.charge', 'entry.payment_intent', 'entry.refund'])
    .select(['entry.dispute', 'label.invoice'])
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
    .orderBy('entry.occurred_at')
    .orderBy('entry.id')
    .limit(query.limit + 1)
  const page = after ? oldestFirst.where(isAfter(after)) : oldestFirst
  return reader
    .selectFrom(page.as('entry'))
    .selectAll()
    .select(contribution(query).as('figure_minor'))
    .orderBy('occurred_at')
    .orderBy('id')
    .execute()
}

function isAfter({ at, id }: Place) {
  return sql<boolean>`(entry.occurred_at, entry.id) > (${at}::timestamptz, ${id})`
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
