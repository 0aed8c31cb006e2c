import type { Database, Reader } from '../../../platform/database/connection.ts'
import { type Cause, causes } from './cause.ts'

/** What is the matter now; `told` is when the first receiver had it, null while none has. */
export type OpenAlarm = Readonly<{
  cause: Cause
  opened_at: Date
  summary: string
  told_at: Date | null
}>
export type Turn = 'opened' | 'closed' | null

/** The gravest first. */
export async function openAlarms(reader: Reader): Promise<OpenAlarm[]> {
  const rows = await reader
    .selectFrom('alarm as a')
    .select(['a.cause', 'a.opened_at', 'a.summary'])
    .select(({ selectFrom }) =>
      selectFrom('alarm_message as m')
        .select(({ fn }) => fn.min('m.told_at').as('told_at'))
        .whereRef('m.cause', '=', 'a.cause')
        .whereRef('m.opened_at', '=', 'a.opened_at')
        .as('told_at'),
    )
    .where('a.closed_at', 'is', null)
    .execute()
  return causes.flatMap((cause) =>
    rows.filter((row) => row.cause === cause).map((row) => ({ ...row, cause })),
  )
}

/**
 * Notes what is the matter (null: nothing) at a moment of machine time. An alarm of a cause opens
 * once, and again only after it was over; its summary follows what is the matter.
 */
export function note(
  db: Database,
  { cause, summary, now }: { cause: Cause; summary: string | null; now: Date },
): Promise<Turn> {
  return summary === null ? close(db, cause, now) : open(db, { cause, summary, opened_at: now })
}

async function open(
  db: Database,
  alarm: Readonly<{ cause: Cause; summary: string; opened_at: Date }>,
): Promise<Turn> {
  const { cause, summary } = alarm
  const opened = await db
    .insertInto('alarm')
    .values({ ...alarm, closed_at: null })
    .onConflict((conflict) => conflict.column('cause').where('closed_at', 'is', null).doNothing())
    .returning('cause')
    .executeTakeFirst()
  if (opened !== undefined) return 'opened'
  await db
    .updateTable('alarm')
    .set({ summary })
    .where('cause', '=', cause)
    .where('closed_at', 'is', null)
    .where('summary', '!=', summary)
    .execute()
  return null
}

async function close(db: Database, cause: Cause, closed_at: Date): Promise<Turn> {
  const closed = await db
    .updateTable('alarm')
    .set({ closed_at })
    .where('cause', '=', cause)
    .where('closed_at', 'is', null)
    .returning('cause')
    .executeTakeFirst()
  return closed === undefined ? null : 'closed'
}
