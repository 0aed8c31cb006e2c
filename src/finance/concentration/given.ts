import { sql } from 'kysely'
import type { Reader } from '../../platform/database/connection.ts'
import type { Day } from '../../platform/day.ts'
import { figure } from '../figures.ts'
import { spanOf } from '../period.ts'
import { personBasis } from '../persons/amount.ts'
import type { ReportQuery } from '../query.ts'
import { rangeTable } from '../sums.ts'
import { valuationOf, valuedEntries } from '../valued.ts'
import { trailingTo } from './lines.ts'
import type { Givers } from './spread.ts'

type Asked = Pick<ReportQuery, 'basis' | 'currency'>

/**
 * What each person gave in the twelve months before each of these days, by the day's place, where that
 * is more than nothing; `unrated` rows have no rate and are not in it.
 */
export async function givenBy(reader: Reader, ends: readonly Day[], { basis, currency }: Asked) {
  const ranges = ends.map(trailingTo)
  const valuation = await valuationOf(reader, spanOf(ranges), currency)
  const worth = sql`(${figure('reader_minor', personBasis(basis))})`
  const amount = sql<bigint>`coalesce(sum(${worth}), 0)::bigint`
  const unrated = sql<bigint>`count(*) filter (where ${worth} is null)`
  return reader
    .selectFrom(rangeTable(ranges).as('asked'))
    .innerJoin(valuedEntries(reader, spanOf(ranges), valuation).as('entry'), (join) =>
      join.on(sql<boolean>`entry.day >= asked.first_day and entry.day < asked.end_day`),
    )
    .where('entry.member_id', 'is not', null)
    .groupBy(['asked.range', 'entry.member_id'])
    .having(sql<boolean>`${amount} > 0 or ${unrated} > 0`)
    .select(['asked.range', sql<string>`entry.member_id`.as('member_id')])
    .select([amount.as('amount'), unrated.as('unrated')])
}

/** Who gave how much before each of these days, which may be any; null without a rate. */
export async function giversOn(
  reader: Reader,
  ends: readonly Day[],
  asked: Asked,
): Promise<(end: Day) => Givers | null> {
  const rows = await reader
    .selectFrom((await givenBy(reader, ends, asked)).as('given'))
    .groupBy(['range', 'amount'])
    .orderBy('amount', 'desc')
    .select(({ fn }) => [
      'range',
      'amount',
      fn.countAll<bigint>().as('persons'),
      sql<bigint>`sum(unrated)::bigint`.as('unrated'),
    ])
    .execute()
  const byRange = Map.groupBy(rows, ({ range }) => range)
  return (end) => {
    const givers = byRange.get(ends.indexOf(end)) ?? []
    return givers.some(({ unrated }) => unrated > 0n) ? null : givers
  }
}
