import { sql } from 'kysely'
import { type EntryFilter, notYetKnown } from '../ledger/entries.ts'
import type { Reader } from '../platform/database/connection.ts'
import type { Day } from '../platform/day.ts'
import { type Basis, type FigureName, figure } from './figures.ts'
import type { Range } from './period.ts'
import { type Valuation, valuedEntries } from './valued.ts'

export const groupings = ['class', 'currency', 'campaign', 'article', 'country'] as const
export type Grouping = (typeof groupings)[number]

export type SumsQuery<Name extends FigureName> = Readonly<{
  ranges: readonly Range[]
  filter: Omit<EntryFilter, 'from' | 'to'>
  by: Grouping
  figures: readonly Name[]
  basis: Basis
  valuation: Valuation
}>

/**
 * Figures of each range (`range` is its place in the list; they may overlap) and key, in minor units
 * of the valuation's currency; `key` is null for the rows without one. Ranges and keys without rows
 * are absent. `unrated` rows have no rate and are in no sum; `unclassified` ones are not yet known.
 */
export function sumsBy<Name extends FigureName>(reader: Reader, query: SumsQuery<Name>) {
  return reader
    .selectFrom(rangeTable(query.ranges).as('asked'))
    .innerJoin(dailySums(reader, query).as('daily'), (join) =>
      join.on(sql<boolean>`daily.day >= asked.first_day and daily.day < asked.end_day`),
    )
    .groupBy(['asked.range', 'daily.key'])
    .orderBy('asked.range')
    .orderBy('daily.key')
    .select(['asked.range', 'daily.key'])
    .select([
      sql<bigint>`sum(unrated)::bigint`.as('unrated'),
      sql<bigint>`coalesce(sum(rows) filter (where ${notYetKnown}), 0)::bigint`.as('unclassified'),
    ])
    .select(
      query.figures.map((name) =>
        sql<bigint>`coalesce(sum(${figure(name, query.basis)}), 0)::bigint`.as(name),
      ),
    )
    .execute()
}

/** One row a day for entries alike in what figures look at, so that ranges are cut from few rows. */
function dailySums<Name extends FigureName>(reader: Reader, query: SumsQuery<Name>) {
  const { ranges, filter, valuation, by } = query
  const alike = ['day', 'kind', 'source', 'class'] as const
  return reader
    .selectFrom(valuedEntries(reader, { ...filter, ...spanOf(ranges) }, valuation).as('entry'))
    .groupBy([...alike, `entry.${by}`])
    .select(alike)
    .select((eb) => eb.ref(`entry.${by}`).as('key'))
    .select([
      sql<bigint>`coalesce(sum(amount), 0)::bigint`.as('amount'),
      sql<bigint>`coalesce(sum(fee), 0)::bigint`.as('fee'),
      sql<bigint>`coalesce(sum(fx), 0)::bigint`.as('fx'),
      sql<bigint>`count(*)`.as('rows'),
      sql<bigint>`count(*) filter (where amount is null or fx is null)`.as('unrated'),
    ])
}

/** From the first of the ranges' days to the last. Throws where there is no range. */
export function spanOf(ranges: readonly Range[]): Range {
  const from = ranges.map((range) => range.from).sort()[0]
  const to = ranges
    .map((range) => range.to)
    .sort()
    .at(-1)
  if (from === undefined || to === undefined) throw new RangeError('figures need a range')
  return { from, to }
}

/** The ranges as rows, by their place in the list. */
export function rangeTable(ranges: readonly Range[]) {
  const columns = sql`${ranges.map(({ from }) => from)}::date[], ${ranges.map(({ to }) => to)}::date[]`
  return sql<{ range: number; first_day: Day; end_day: Day }>`(
    select ordinality::int - 1 "range", first_day, end_day
    from unnest(${columns}) with ordinality asked (first_day, end_day, ordinality))`
}
