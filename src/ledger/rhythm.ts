import { sql } from 'kysely'
import type { Reader } from '../platform/database/connection.ts'

/** How payments came in the four weeks up to the last one; business time. */
export type Rhythm = Readonly<{ last: Date; payments: number; longest_gap_s: number }>

/** Null before the first payment. What came before a long silence counts, not the silence. */
export async function paymentRhythm(reader: Reader): Promise<Rhythm | null> {
  const last = await reader
    .selectFrom('entry')
    .select(['day', 'occurred_at'])
    .where('kind', '=', 'payment')
    .orderBy('day', 'desc')
    .orderBy('occurred_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last === undefined) return null
  const gaps = reader
    .selectFrom('entry')
    .select(
      sql<number | null>`extract(epoch from
        occurred_at - lag(occurred_at) over (order by occurred_at))::float8`.as('gap_s'),
    )
    .where('kind', '=', 'payment')
    .where('day', '>=', sql<string>`${last.day}::date - 28`)
    .as('gaps')
  const { payments, longest_gap_s } = await reader
    .selectFrom(gaps)
    .select(({ fn }) => [
      fn.countAll<bigint>().as('payments'),
      fn.max<number | null>('gap_s').as('longest_gap_s'),
    ])
    .executeTakeFirstOrThrow()
  return {
    last: last.occurred_at,
    payments: Number(payments),
    longest_gap_s: longest_gap_s ?? 0,
  }
}
