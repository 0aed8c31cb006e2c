import { sql } from 'kysely'
import type { Reader } from '../../../platform/database/connection.ts'
import { type Day, startOfDay } from '../../../platform/day.ts'
import type { ReportDeps } from '../../query.ts'
import type { Table } from '../table.ts'

/** Days [from, to) in the reporting zone; what is absent does not narrow. */
export type Days = Readonly<{ from?: Day | undefined; to?: Day | undefined }>

/** A table of the books as a file: nothing is read before its rows are asked for. */
export type BookTable = Readonly<{
  /** What one row is, and which of its days `from` and `to` are about. */
  text: string
  table: (reader: Reader, days: Days, deps: ReportDeps) => Table
}>

/** Rows whose day, in a column of this name, is one of the days. */
export function dayWithin(column: string, { from, to }: Days) {
  return within(column, from, to)
}

/** Rows whose instant is on one of the days of the zone. */
export function madeWithin(column: string, { from, to }: Days, zone: string) {
  const start = (day: Day | undefined) => (day === undefined ? undefined : startOfDay(day, zone))
  return within(column, start(from), start(to))
}

type End = Day | Date | undefined

function within(column: string, from: End, to: End) {
  const value = sql.ref(column)
  const since = from === undefined ? sql`true` : sql`${value} >= ${from}`
  const until = to === undefined ? sql`true` : sql`${value} < ${to}`
  return sql<boolean>`(${since} and ${until})`
}

/** Rows that come after a place in an order; all of them where there is none yet. */
export function after(columns: readonly string[], place: readonly (string | Date)[] | null) {
  if (place === null) return sql<boolean>`true`
  return sql<boolean>`(${sql.join(columns.map((name) => sql.ref(name)))}) > (${sql.join(place)})`
}
