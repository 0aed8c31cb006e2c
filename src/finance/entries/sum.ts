import { sql } from 'kysely'
import { type EntryFilter, none } from '../../ledger/entries.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { sumsEarned } from '../basis-sums.ts'
import type { FigureName } from '../figures.ts'
import { isKept } from '../rollups/kept.ts'
import type { SumsQuery } from '../sums.ts'
import { contribution, type RowsQuery, rowsBehind, type Source, service } from './behind.ts'

/**
 * What a figure comes to over the whole filter, null where one of its rows has no rate: of what sums are
 * kept for, from those; else row by row.
 */
export async function entrySum(reader: Reader, query: RowsQuery, source: Source) {
  const kept = keptSums(query.filter)
  return kept === null ? sumOfRows(reader, query, source) : sumOfKept(reader, query, source, kept)
}

type Kept = Pick<SumsQuery<FigureName>, 'ranges' | 'filter' | 'by'> &
  Readonly<{ key: string | undefined }>

/** The kept sums that come to what a filter reaches: all of them, or those of one key of a grouping. */
function keptSums({ from, to, ...narrowed }: EntryFilter): Kept | null {
  if (from === undefined || to === undefined) return null
  const [by = 'class', another] = keyed.filter((name) => narrowed[name] !== undefined)
  const key = by === 'class' ? undefined : narrowed[by]
  const filter = by === 'class' ? narrowed : { ...narrowed, [by]: undefined }
  if (another !== undefined || !isKept(filter)) return null
  return { ranges: [{ from, to }], filter, by, key }
}

const keyed = ['campaign', 'article', 'country'] as const

async function sumOfKept(
  reader: Reader,
  { figure: name, basis, earning = null }: RowsQuery,
  { valuation }: Source,
  { key, ...kept }: Kept,
) {
  const asked = { ...kept, basis, valuation, figures: [name] }
  const all = await sumsEarned(reader, asked, earning)
  const rows = all.filter((row) => key === undefined || (row.key ?? none) === key)
  if (rows.some(({ unrated }) => unrated > 0n)) return null
  return rows.reduce((sum, row) => sum + row[name], 0n)
}

async function sumOfRows(reader: Reader, query: RowsQuery, source: Source) {
  const parts = rowsBehind(reader, query, source).map((part) =>
    reader
      .selectFrom(part.as('entry'))
      .leftJoin(service(source), 'service.id', 'entry.id')
      .select(({ fn }) => [
        sql<bigint>`coalesce(sum(${contribution(query)}), 0)::bigint`.as('sum'),
        fn.countAll<bigint>().filterWhere(contribution(query), 'is', null).as('unrated'),
      ])
      .executeTakeFirstOrThrow(),
  )
  const sums = await Promise.all(parts)
  if (sums.some(({ unrated }) => unrated > 0n)) return null
  return sums.reduce((all, { sum }) => all + sum, 0n)
}
