import { type RawBuilder, sql } from 'kysely'

/**
 * An exact division of whole numbers in SQL, rounded once, half away from zero (finance.md 1.1); the
 * divisor is positive. `div` is the exact whole quotient, so the half is judged on the exact product.
 */
export function quotient(dividend: RawBuilder<unknown>, divisor: RawBuilder<unknown>) {
  const exact = sql`(${dividend})::numeric`
  return sql<bigint>`(sign(${exact}) * div(2 * abs(${exact}) + ${divisor}, 2 * ${divisor}))::bigint`
}
