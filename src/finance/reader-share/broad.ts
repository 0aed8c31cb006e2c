import { sql } from 'kysely'
import type { Reader } from '../../platform/database/connection.ts'
import { decimalsOf } from '../../platform/money/currency.ts'
import { type Basis, figure } from '../figures.ts'
import type { Range } from '../period.ts'
import { rangeTable, spanOf } from '../sums.ts'
import { type Valuation, valuedEntries } from '../valued.ts'

/** Units of the books' currency that one person counts for in a calendar year (finance.md 1.3). */
const broadCap_units = 5000

type Asked = Readonly<{ ranges: readonly Range[]; basis: Basis; valuation: Valuation }>

/**
 * What persons gave above the cap, for each range by its place; ranges without any are absent.
 * A person's money counts in the order of its days until it reaches the cap of the calendar year, so
 * the months of a year add up to the year. Money that names no person (a platform's lump sum) counts
 * whole, and a refund lowers what the person has used of the cap.
 */
export async function aboveCap(reader: Reader, asked: Asked): Promise<ReadonlyMap<number, bigint>> {
  const persons = await largeGivers(reader, asked)
  if (persons.length === 0) return new Map()
  const perDay = reader
    .selectFrom(personDays(reader, asked, persons).as('person_day'))
    .select(['day', sql<bigint>`${above(asked, 'total')} - ${above(asked, 'before')}`.as('above')])
  const rows = await reader
    .selectFrom(rangeTable(asked.ranges).as('asked'))
    .innerJoin(perDay.as('cut'), (join) =>
      join.on(sql<boolean>`cut.day >= asked.first_day and cut.day < asked.end_day`),
    )
    .groupBy('asked.range')
    .select(['asked.range', sql<bigint>`sum(cut.above)::bigint`.as('above')])
    .execute()
  return new Map(rows.map((row) => [row.range, row.above]))
}

function above({ valuation }: Asked, sum: 'total' | 'before') {
  return sql`greatest(${sql.ref(sum)} - ${capIn(valuation)}::bigint, 0)`
}

function capIn({ currency }: Valuation): bigint {
  return BigInt(broadCap_units) * 10n ** BigInt(decimalsOf(currency))
}

/** Whoever may have passed the cap: mostly nobody, which spares the exact sums. */
async function largeGivers(reader: Reader, asked: Asked): Promise<string[]> {
  const rows = await reader
    .selectFrom(givenSinceNewYear(reader, asked).as('given'))
    .where('member_id', 'is not', null)
    .where(sql<boolean>`amount > 0`)
    .groupBy(['member_id', sql`extract(year from day)::int`])
    .having(sql<boolean>`sum(amount) > ${capIn(asked.valuation)}::bigint`)
    .select('member_id')
    .execute()
  return rows.flatMap(({ member_id }) => member_id ?? [])
}

/** A person's running sum of each calendar year, before and after each day. */
function personDays(reader: Reader, asked: Asked, persons: readonly string[]) {
  const days = reader
    .selectFrom(givenSinceNewYear(reader, asked).as('given'))
    .where('member_id', 'in', persons)
    .groupBy(['member_id', 'day'])
    .select(['member_id', 'day'])
    .select(sql<bigint>`sum(${figure('reader_minor', asked.basis)})::bigint`.as('given'))
  const running = sql<bigint>`(sum(given) over (
    partition by member_id, extract(year from day) order by day))`
  return reader
    .selectFrom(days.as('person_day'))
    .select(['day', running.as('total'), sql<bigint>`${running} - given`.as('before')])
}

function givenSinceNewYear(reader: Reader, { ranges, valuation }: Asked) {
  return valuedEntries(reader, sinceNewYear(spanOf(ranges)), valuation)
}

/** The cap is used up from the first of January on, also for a report that begins in May. */
export function sinceNewYear({ from, to }: Range): Range {
  return { from: `${from.slice(0, 4)}-01-01`, to }
}
