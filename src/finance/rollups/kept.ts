import { type RawBuilder, sql } from 'kysely'
import { type EntryFilter, none } from '../../ledger/entries.ts'
import type { Range } from '../period.ts'
import { piecesOf } from './pieces.ts'

const keptBy = ['kind', 'source', 'class'] as const
type Column = (typeof keptBy | typeof paymentsKeptBy)[number]
/** What kept payments can be narrowed by, beside that. */
export const paymentsKeptBy = [
  ...keptBy,
  ...(['currency', 'member_id', 'campaign', 'article', 'country'] as const),
] as const

/** Whether the kept sums, or what is kept by other columns, can answer a question that is narrowed so. */
export function isKept(filter: EntryFilter, columns: readonly Column[] = keptBy): boolean {
  const narrowed = Object.entries(filter).filter(([, value]) => value !== undefined)
  return narrowed.every(([name]) => columns.some((column) => column === name))
}

type Asked = Readonly<{
  ranges: readonly Range[]
  filter: EntryFilter
  by: 'class' | 'currency' | 'campaign' | 'article' | 'country'
  valuation: Readonly<{ currency: string }>
}>

/** The kept sums beside each range they count in. They are of one currency and need no rate. */
export function keptRows({ ranges, filter, by, valuation }: Asked): RawBuilder<unknown> {
  const pieces = ranges.flatMap(piecesOf)
  const dimension = by === 'currency' ? 'class' : by
  const key = { class: sql`class`, currency: sql`${valuation.currency}::text` }
  return sql`select piece.range, ${by === 'class' || by === 'currency' ? key[by] : sql`key`} as key,
      kind, source, class, amount, tax, fee, 0 as fx, entries, 0 as unrated
    from unnest(${pieces.map(({ range }) => range)}::int[], ${pieces.map(({ grain }) => grain)}::text[],
      ${pieces.map(({ from }) => from)}::date[], ${pieces.map(({ to }) => to)}::date[])
      as piece (range, grain, first_day, end_day)
    cross join lateral (
      select * from ledger_sum where dimension = ${dimension} and ledger_sum.grain = piece.grain
        and start >= first_day and start < end_day offset 0) as kept
    where ${narrowedBy(filter)}`
}

/** What a filter asks of kept rows. */
export function narrowedBy(
  filter: EntryFilter,
  columns: readonly Column[] = keptBy,
): RawBuilder<boolean> {
  return sql<boolean>`(${sql.join([...columns.map((column) => is(column, filter[column]))], sql` and `)})`
}

function is(column: Column, value: string | undefined): RawBuilder<unknown> {
  if (value === undefined) return sql`true`
  return value === none ? sql`${sql.ref(column)} is null` : sql`${sql.ref(column)} = ${value}`
}
