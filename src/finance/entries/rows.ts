import { sql } from 'kysely'
import * as z from 'zod'
import type { Reader } from '../../platform/database/connection.ts'
import { type Day, dayText } from '../../platform/day.ts'
import { pageOf, placeIn } from '../../platform/http/cursor.ts'
import { pagesOf } from '../exports/pages.ts'
import {
  contribution,
  type Rows,
  type RowsQuery,
  rowsBehind,
  type Source,
  service,
  sourceOf,
} from './behind.ts'
import { entrySum } from './sum.ts'

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
    entrySum(reader, query, source),
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

/** The parts follow one another, so that what the first is short of is the second's. */
async function rowsAfter(reader: Reader, query: RowsQuery, source: Source, slice: Slice) {
  const parts = rowsBehind(reader, query, source, slice).map((part) =>
    reader
      .selectFrom(oldestOf(part, slice).as('entry'))
      .leftJoin(service(source), 'service.id', 'entry.id')
      .selectAll('entry')
      .select(contribution(query).as('figure_minor'))
      .orderBy('day')
      .orderBy('occurred_at')
      .orderBy('entry.id')
      .execute(),
  )
  return (await Promise.all(parts)).flat().slice(0, slice.limit)
}

/** Sorted by the day first, which follows the time, so that an index finds the place in any depth. */
function oldestOf(rows: Rows, { after, limit }: Slice) {
  const oldestFirst = rows
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
  return after ? oldestFirst.where(isAfter(after)) : oldestFirst
}

function isAfter({ day, occurred_at, id }: Place) {
  return sql<boolean>`(entry.day, entry.occurred_at, entry.id) > (${day}::date, ${occurred_at}, ${id})`
}
