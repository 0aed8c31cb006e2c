import { sql } from 'kysely'
import type { Reader } from '../../platform/database/connection.ts'
import { inSnapshot } from '../../platform/database/snapshot.ts'
import { paymentsBesideSums } from './beside-sums.ts'
import type { Earning } from './earning.ts'
import { keptRollForward } from './kept-sums.ts'
import type { DeferredAsked } from './payments.ts'

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

/** The roll-forward of each range, by its place; a range without payments is absent. */
export function rollForwards(
  reader: Reader,
  asked: DeferredAsked,
  earning: Earning,
): Promise<(RollForward & Readonly<{ range: number }>)[]> {
  return inSnapshot(reader, async (snapshot) => {
    const { isKept, payments } = await paymentsBesideSums(snapshot, asked, earning)
    const each = sql`select range, sign, opening, billed, refunded, closing from ${payments} as payment`
    const kept = isKept ? [keptRollForward(asked)] : []
    const rows = await snapshot
      .selectFrom(
        sql<{ range: number }>`(${sql.join([each, ...kept], sql` union all `)})`.as('part'),
      )
      .groupBy('range')
      .select(['range', total('opening'), total('billed'), total('refunded'), total('closing')])
      .select(unrated.as('unrated'))
      .execute()
    return rows.map((row) => ({ ...row, recognised: recognisedOf(row) }))
  })
}

function total(column: 'opening' | 'billed' | 'refunded' | 'closing') {
  return sql<bigint>`coalesce(sum(sign * ${sql.ref(column)}), 0)::bigint`.as(column)
}

const unrated = sql<bigint>`coalesce(sum(sign)
  filter (where opening + billed + refunded + closing is null), 0)::bigint`

/** What is in neither end and was not given back was earned; less than nothing where that was taken back. */
function recognisedOf({
  opening,
  billed,
  refunded,
  closing,
}: Omit<RollForward, 'recognised' | 'unrated'>): bigint {
  return opening + billed - refunded - closing
}
