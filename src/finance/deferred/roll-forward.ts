import { sql } from 'kysely'
import type { Reader } from '../../platform/database/connection.ts'
import type { Grouping } from '../sums.ts'
import type { Earning } from './earning.ts'
import { type DeferredAsked, deferredPayments } from './payments.ts'

/**
 * What was deferred at a range's two ends and what came and went between, minor units; `unrated`
 * payments have no rate and are in none of it. opening + billed - recognised - refunded = closing.
 */
export type RollForward = Readonly<{
  opening: bigint
  billed: bigint
  recognised: bigint
  refunded: bigint
  closing: bigint
  unrated: bigint
}>

type Keyed = RollForward & Readonly<{ range: number; key: string | null }>

/** The roll-forward of each range (by its place) and key; without a grouping the key is null. */
export async function rollForwards(
  reader: Reader,
  asked: DeferredAsked & Readonly<{ by?: Grouping }>,
  earning: Earning,
): Promise<Keyed[]> {
  const payments = await deferredPayments(reader, asked, earning)
  const key = asked.by ? sql<string | null>`${sql.ref(asked.by)}` : sql<string | null>`null::text`
  const rows = await reader
    .selectFrom(sql<{ range: number }>`${payments}`.as('payment'))
    .groupBy(['range', key])
    .select('range')
    .select([key.as('key'), total('opening'), total('billed'), total('refunded'), total('closing')])
    .select(
      sql<bigint>`count(*) filter (where opening + billed + refunded + closing is null)`.as(
        'unrated',
      ),
    )
    .execute()
  return rows.map((row) => ({ ...row, recognised: recognisedOf(row) }))
}

function total(column: 'opening' | 'billed' | 'refunded' | 'closing') {
  return sql<bigint>`coalesce(sum(${sql.ref(column)}), 0)::bigint`.as(column)
}

/** What is in neither end and was not given back was earned; less than nothing where that was taken back. */
function recognisedOf({
  opening,
  billed,
  refunded,
  closing,
}: Omit<RollForward, 'recognised' | 'unrated'>): bigint {
  return opening + billed - refunded - closing
}
