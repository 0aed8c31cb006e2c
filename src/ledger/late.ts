import { sql } from 'kysely'
import type { Reader } from '../platform/database/connection.ts'
import type { Day, Month } from '../platform/day.ts'

/** The day on which a row happened, whenever it is booked. */
export const trueDay = sql<Day>`coalesce(entry.true_day, entry.day)`

/** How many facts of closed months stand in each month as adjustments; months without any are absent. */
export function lateByMonth(reader: Reader) {
  const month = sql<Month>`to_char(day, 'YYYY-MM')`
  return reader
    .selectFrom('entry')
    .where('true_day', 'is not', null)
    .select([month.as('month'), sql<number>`count(*)::int`.as('count')])
    .groupBy(month)
    .execute()
}
