import { sql } from 'kysely'
import { type Part, passOver } from '../../../src/finance/rollups/pass.ts'
import { fixedClock } from '../../../src/platform/clock.ts'
import type { Database } from '../../../src/platform/database/connection.ts'

export const machineClock = fixedClock(new Date('2026-06-15T09:00:00Z'))

/** Until nothing is left to fold in: transactions of other tests on this server hold the mark, too. */
export async function whole(db: Database, part: Part) {
  for (let passes = 0; passes < 5000; passes += 1) {
    const passed = await passOver({ db, machineClock }, part)
    if (passed === 'level' && (await isLevel(db))) return
  }
  throw new Error('it is never level')
}

async function isLevel(db: Database) {
  const { rows } = await sql<{ left: boolean }>`select exists (
    select from rollup_mark m where exists (select from entry where tx >= m.mark)
      or exists (select from entry_label where tx >= m.mark)
      or exists (select from rate where tx >= m.mark)) as left`.execute(db)
  return rows[0]?.left === false
}
