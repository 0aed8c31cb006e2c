import { Temporal } from 'temporal-polyfill'
import type { Database } from '../../platform/database/connection.ts'
import { claimRun, releaseRun } from '../sweeps/watermark.ts'
import type { ProofDeps } from './part.ts'

const hour_s = 3600
const every_s = 20 * hour_s
/** By the clock of the books' zone: when fewest people give. */
const quiet = { from: 3, to: 6 } as const

type Deps = Pick<ProofDeps, 'db' | 'machineClock' | 'config'>

/**
 * Runs work once a night, in the quiet hours, whichever process comes first; a run that failed is due
 * again in an hour. May be called in any rhythm.
 */
export async function oncePerNight(deps: Deps, work: () => Promise<unknown>): Promise<void> {
  const now = deps.machineClock.now()
  if (!isQuiet(now, deps.config.reportingTimezone)) return
  if (!(await claimRun(deps.db, 'proofs', { now, every_s }))) return
  await work().catch(async (error: unknown) => {
    await tryAgain(deps.db, now)
    throw error
  })
}

function tryAgain(db: Database, now: Date): Promise<void> {
  return releaseRun(db, 'proofs', { now, every_s, wait_s: hour_s })
}

function isQuiet(now: Date, zone: string): boolean {
  const { hour } = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone)
  return hour >= quiet.from && hour < quiet.to
}
