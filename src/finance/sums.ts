import { type RawBuilder, sql } from 'kysely'
import { type EntryFilter, type EntryScope, foreign, notYetKnown } from '../ledger/entries.ts'
import type { Reader } from '../platform/database/connection.ts'
import { inSnapshot } from '../platform/database/snapshot.ts'
import type { Day } from '../platform/day.ts'
import { type Basis, type FigureName, figure } from './figures.ts'
import { type Range, spanOf } from './period.ts'
import { isKept, keptRows } from './rollups/kept.ts'
import { ledgerPart, ledgerRule, touchedEntries } from './rollups/ledger.ts'
import { markOf } from './rollups/mark.ts'
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
  /** Rows that count beside the entries, in the shape of `inRanges`. */
  besides?: readonly RawBuilder<unknown>[]
}>

/**
 * Figures of each range (`range` is its place in the list; they may overlap) and key, in minor units
 * of the valuation's currency; `key` is null for the rows without one. Ranges and keys without rows
 * are absent. `unrated` rows have no rate and are in no sum; `unclassified` ones are not yet known.
 */
export function sumsBy<Name extends FigureName>(reader: Reader, query: SumsQuery<Name>) {
  return inSnapshot(reader, async (snapshot) =>
    snapshot
      .selectFrom(
        union([...(await rowsBehind(snapshot, query)), ...(query.besides ?? [])]).as('behind'),
      )
      .groupBy(['range', 'key'])
      .orderBy('range')
      .orderBy('key')
      .select(['range', 'key'])
      .select([
        sql<bigint>`sum(unrated)::bigint`.as('unrated'),
        sql<bigint>`coalesce(sum(entries) filter (where ${notYetKnown}), 0)::bigint`.as(
          'unclassified',
        ),
      ])
      .select(
        query.figures.map((name) =>
          sql<bigint>`coalesce(sum(${figure(name, query.basis)}), 0)::bigint`.as(name),
        ),
      )
      .execute(),
  )
}

/**
 * Sums of entries alike in what figures look at, each beside a range that it counts in. What is kept
 * up to a mark, and of the entries that were touched since, what they count as now less what they
 * counted as then: exact to the last commit. Without a mark, or for a question that nothing is kept
 * for, the entries themselves.
 */
async function rowsBehind(snapshot: Reader, query: RowsQuery) {
  const { ranges, filter, valuation } = query
  const inSpan = { ...filter, ...spanOf(ranges) }
  const { currency } = valuation
  const mark = isKept(filter) ? await markOf(snapshot, ledgerPart, ledgerRule(valuation)) : null
  if (mark === null) return [inRanges(snapshot, query, inSpan)]
  const ids = await touchedEntries(snapshot, { from: mark })
  const touched = { ...inSpan, currency, ids }
  const others = { ...inSpan, foreignTo: currency }
  return [
    keptRows(query),
    ...((await isForeign(snapshot, inSpan, currency)) ? [inRanges(snapshot, query, others)] : []),
    ...(ids.length === 0
      ? []
      : [
          inRanges(snapshot, query, touched),
          inRanges(snapshot, query, { ...touched, before: mark }, -1),
        ]),
  ]
}

/** Mostly there is none, and planning to sum them costs more than looking. */
async function isForeign(snapshot: Reader, { from, to }: Range, currency: string) {
  const one = await snapshot
    .selectFrom('entry')
    .where(foreign(currency))
    .where('day', '>=', from)
    .where('day', '<', to)
    .select('id')
    .limit(1)
    .executeTakeFirst()
  return one !== undefined
}

type RowsQuery = Omit<SumsQuery<FigureName>, 'figures' | 'basis'>

function union(parts: readonly RawBuilder<unknown>[]) {
  return sql<{ range: number; key: string | null }>`(${sql.join(parts, sql` union all `)})`
}

/** One row a day for entries alike, so that ranges are cut from few rows; `sign` -1 takes them away. */
function inRanges(
  snapshot: Reader,
  { ranges, valuation, by }: RowsQuery,
  filter: EntryFilter & EntryScope,
  sign: 1 | -1 = 1,
): RawBuilder<unknown> {
  const count = sql.lit(sign)
  return sql`select range, key, kind, source, class, ${count} * amount as amount,
      ${count} * tax as tax, ${count} * fee as fee, ${count} * fx as fx, ${count} * entries as entries,
      ${count} * unrated as unrated
    from ${rangeTable(ranges)} as asked
    join (
      select day, kind, source, class, ${sql.ref(by)} as key, coalesce(sum(amount), 0) as amount,
        coalesce(sum(tax), 0) as tax, coalesce(sum(fee), 0) as fee, coalesce(sum(fx), 0) as fx, count(*) as entries,
        count(*) filter (where amount is null or fx is null or tax is null) as unrated
      from (${valuedEntries(snapshot, filter, valuation)}) as entry
      group by day, kind, source, class, key
    ) as daily on day >= first_day and day < end_day`
}

/** The ranges as rows, by their place in the list. */
export function rangeTable(ranges: readonly Range[]) {
  const columns = sql`${ranges.map(({ from }) => from)}::date[], ${ranges.map(({ to }) => to)}::date[]`
  return sql<{ range: number; first_day: Day; end_day: Day }>`(
    select ordinality::int - 1 "range", first_day, end_day
    from unnest(${columns}) with ordinality asked (first_day, end_day, ordinality))`
}
