import { type Insertable, sql, type Transaction } from 'kysely'
import type { Reader } from '../platform/database/connection.ts'
import type { FailedAttemptTable } from '../platform/database/member-tables.ts'
import type { Schema } from '../platform/database/schema.ts'
import { lastOfEach, writesOf } from '../platform/gathered.ts'

/** Payments that were refused, each once; a reason that was known is kept. */
export const recordFailedAttempt = writesOf(
  (trx: Transaction<Schema>, attempts: readonly Insertable<FailedAttemptTable>[]) =>
    trx
      .insertInto('failed_attempt')
      .values(lastOfEach(attempts, ({ id }) => id))
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet({ reason: sql`coalesce(excluded.reason, failed_attempt.reason)` }),
      )
      .execute(),
)

/** `strangers`: of payers who are no customers, as those are who try stolen cards. */
export type FailedAttempts = Readonly<{
  attempts: number
  strangers: number
  high_risk: number
  reasons: readonly Readonly<{ reason: string | null; attempts: number }>[]
}>

/** Payments refused since a moment of business time, the most frequent reasons first. */
export async function failedAttempts(reader: Reader, since: Date): Promise<FailedAttempts> {
  const rows = await reader
    .selectFrom('failed_attempt')
    .select('reason')
    .select(({ fn }) => fn.countAll<bigint>().as('attempts'))
    .select(sql<bigint>`count(*) filter (where customer is null)`.as('strangers'))
    .select(
      sql<bigint>`count(*) filter (where risk_level in ('elevated', 'highest'))`.as('high_risk'),
    )
    .where('failed_at', '>=', since)
    .groupBy('reason')
    .orderBy('attempts', 'desc')
    .orderBy('reason')
    .execute()
  const sum = (name: 'attempts' | 'strangers' | 'high_risk') =>
    Number(rows.reduce((total, row) => total + row[name], 0n))
  return {
    attempts: sum('attempts'),
    strangers: sum('strangers'),
    high_risk: sum('high_risk'),
    reasons: rows.map(({ reason, attempts }) => ({ reason, attempts: Number(attempts) })),
  }
}
