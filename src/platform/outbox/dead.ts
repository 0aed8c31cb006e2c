import { sql } from 'kysely'
import type { Database, Reader } from '../database/connection.ts'
import { deadOutbox, outbox, queueOn } from './queue.ts'

/** Work that was given up after all its tries. `work` and `reason` name nobody. */
export type DeadJob = Readonly<{
  id: string
  work: string
  reason: string | null
  died_at: Date
}>

/** The latest first, at most 100. */
export function deadJobs(reader: Reader): Promise<DeadJob[]> {
  return reader
    .selectFrom(
      sql<DeadJob>`(select id::text, data ->> 'work' as work,
        source_output ->> 'reason' as reason, created_on as died_at
        from pgboss.job where name = ${deadOutbox} and state = 'created')`.as('dead'),
    )
    .selectAll()
    .orderBy('died_at', 'desc')
    .limit(100)
    .execute()
}

export type OutboxState = Readonly<{
  dead: number
  /** How long what waits longest could have been done already; null when nothing does. */
  late_s: number | null
}>

/** How it stands with queued work, by the database's own time. */
export async function outboxState(reader: Reader): Promise<OutboxState> {
  const { dead, late_s } = await reader
    .selectFrom(
      sql<{ dead: number; late_s: number | null }>`(select
        count(*) filter (where name = ${deadOutbox})::int as dead,
        extract(epoch from now() - min(created_on) filter (where name = ${outbox}
          and start_after <= now() + interval '1 hour'))::float8 as late_s
        from pgboss.job where name in (${outbox}, ${deadOutbox})
          and state in ('created', 'retry', 'active'))`.as('state'),
    )
    .selectAll()
    .executeTakeFirstOrThrow()
  return { dead, late_s }
}

/** Puts dead work in line again, one job or all; answers how many. */
export async function retryDead(db: Database, id?: string): Promise<number> {
  const queue = await queueOn(db)
  return queue.redrive(deadOutbox, id === undefined ? {} : { ids: [id] })
}
