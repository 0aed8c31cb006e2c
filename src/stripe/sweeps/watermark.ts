import { secondsAfter } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import type { Sweep } from './find.ts'

/** Where a mark stands before anything was read, and after there was nothing to read. */
const start = new Date(0)
const nothingYet = new Date(1000)

/** Whether a mark stands at a moment of the account's, and not at one of the two above. */
export function hasRead(mark: Date): boolean {
  return mark > nothingYet
}

/** How far a sweep has read, in Stripe's time; null before its first reading. */
export async function readMark(db: Database, sweep: Sweep): Promise<Date | null> {
  const row = await db
    .selectFrom('watermark')
    .select('mark')
    .where('sweep', '=', sweep)
    .executeTakeFirst()
  return row === undefined || row.mark.getTime() === start.getTime() ? null : row.mark
}

/**
 * Moves the mark on, never back; null when nothing was there to be read. That is no longer a first
 * reading, yet no moment of ours either: an empty account of the sandbox may still be set back.
 */
export async function moveMark(db: Database, sweep: Sweep, mark: Date | null): Promise<void> {
  await db
    .insertInto('watermark')
    .values({ sweep, mark: mark ?? nothingYet, ran_at: start })
    .onConflict((conflict) =>
      conflict.column('sweep').doUpdateSet(({ fn, ref }) => ({
        mark: fn('greatest', [ref('watermark.mark'), ref('excluded.mark')]),
      })),
    )
    .execute()
}

/**
 * Whether a sweep's time has come, by machine time; true for one caller alone, who then runs it.
 * `every_s` 0 is now.
 */
export async function claimRun(
  db: Database,
  sweep: Sweep | 'proofs',
  { now, every_s }: { now: Date; every_s: number },
): Promise<boolean> {
  const claimed = await db
    .insertInto('watermark')
    .values({ sweep, mark: start, ran_at: now })
    .onConflict((conflict) =>
      conflict
        .column('sweep')
        .doUpdateSet({ ran_at: now })
        .where('watermark.ran_at', '<=', secondsAfter(now, -every_s)),
    )
    .returning('sweep')
    .executeTakeFirst()
  return claimed !== undefined
}

/** A run that failed is due again after `wait_s`, not only after its whole interval. */
export async function releaseRun(
  db: Database,
  sweep: Sweep | 'proofs',
  { now, every_s, wait_s }: { now: Date; every_s: number; wait_s: number },
): Promise<void> {
  await db
    .updateTable('watermark')
    .set({ ran_at: secondsAfter(now, wait_s - every_s) })
    .where('sweep', '=', sweep)
    .execute()
}
