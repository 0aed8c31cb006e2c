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

/** Rows whose instant, in a column of this name, lies within the days of the zone. */
export function madeWithin(column: string, { from, to }: Days, zone: string) {
  const at = sql.ref(column)
  const since = from === undefined ? sql`true` : sql`${at} >= ${startOfDay(from, zone)}`
  const until = to === undefined ? sql`true` : sql`${at} < ${startOfDay(to, zone)}`
  return sql<boolean>`(${since} and ${until})`
}
