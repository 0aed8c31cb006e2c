import * as z from 'zod'
import type { Reader } from '../../platform/database/connection.ts'
import { placeIn, writeCursor } from '../../platform/http/cursor.ts'
import { minorJson } from '../../platform/money/money.ts'
import { ratio } from '../ratio.ts'
import type { FigureRows, RowsQuery } from '../rows-routes.ts'
import type { ConcentrationFigure } from './concentration-period.ts'
import { givenBy } from './given.ts'
import { giversOver } from './report.ts'
import { type Givers, largestOf, personsIn, spreadOf, topCount, totalOf } from './spread.ts'

/** A person by size of what they gave in the twelve months; `counts` is their part of the sum. */
export type GiverRow = Readonly<{
  place: number
  member_id: string
  amount_minor: number
  share: string
  counts: number
}>

type Query = RowsQuery<ConcentrationFigure>

/** The persons behind a figure, the largest first. Nothing can be told where a rate is missing. */
export async function giverRows(reader: Reader, query: Query): Promise<FigureRows<GiverRow>> {
  const shown = placeIn(query.cursor, place)
  if (shown === 'cursor_unknown') return { kind: shown }
  const after = shown === null ? 0 : Number(shown[0])
  const givers = (await giversOver(reader, [query.to], query))(query.to)
  if (givers === null) return { kind: 'found', rows: [], next_cursor: null, sum: null, of: null }
  const [last, all] = [lastPlace(query.figure, givers), totalOf(givers)]
  const found = await largestPersons(reader, query, { after, limit: query.limit })
  const rows = found
    .map(({ member_id, amount }, index) => ({ place: after + index + 1, member_id, amount }))
    .filter(({ place }) => place <= last)
    .map(({ amount, ...row }) => ({
      ...row,
      amount_minor: minorJson(amount),
      share: ratio(amount, all),
      counts: isOfPersons(query.figure) ? 1 : minorJson(amount),
    }))
  const reached = rows.at(-1)?.place ?? last
  const next_cursor = reached < last ? writeCursor([String(reached)]) : null
  return { kind: 'found', rows, next_cursor, ...sums(query.figure, givers, last) }
}

const place = z.tuple([z.string().regex(/^\d{1,9}$/)])

function isOfPersons(name: ConcentrationFigure): boolean {
  return name === 'persons' || name === 'donors_for_half'
}

/** How many of the largest stand behind a figure. */
function lastPlace(name: ConcentrationFigure, givers: Givers): number {
  const persons = personsIn(givers)
  if (persons === 0n) return 0
  switch (name) {
    case 'top_1_pct':
      return Number(topCount(persons, 1n))
    case 'top_10_pct':
      return Number(topCount(persons, 10n))
    case 'largest':
      return 1
    case 'donors_for_half':
      return spreadOf(givers).donors_for_half
    case 'persons':
    case 'given_minor':
    case 'gini':
    case 'hhi':
      return Number(persons)
  }
}

/** Gini and HHI are no sums: under them stands what their persons gave. */
function sums(name: ConcentrationFigure, givers: Givers, last: number) {
  if (isOfPersons(name)) return { sum: last, of: null }
  const isPart = name === 'top_1_pct' || name === 'top_10_pct' || name === 'largest'
  const all = totalOf(givers)
  return { sum: minorJson(largestOf(givers, BigInt(last))), of: isPart ? minorJson(all) : null }
}

async function largestPersons(
  reader: Reader,
  query: Query,
  { after, limit }: { after: number; limit: number },
) {
  return reader
    .selectFrom((await givenBy(reader, [query.to], query)).as('given'))
    .select(['member_id', 'amount'])
    .orderBy('amount', 'desc')
    .orderBy('member_id')
    .offset(after)
    .limit(limit)
    .execute()
}
