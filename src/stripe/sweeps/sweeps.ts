import { dayOf } from '../../platform/day.ts'
import type { SyncDeps } from '../sync/effect.ts'
import { readMoney } from './balance-transactions.ts'
import { readEvents } from './events.ts'
import { type Find, type Patience, type Reading, type Sweep, sweepNames } from './find.ts'
import { compareObjects } from './objects.ts'
import { recentPayouts } from './payouts.ts'
import { allSubscriptions } from './subscriptions.ts'
import { claimRun, releaseRun } from './watermark.ts'

type Plan = Readonly<{
  every_s: number
  read: (deps: SyncDeps, patience: Patience) => Promise<Reading>
}>

const minute_s = 60
const day_s = 24 * 3600
/** domain/stripe.md 4.4. */
const plans: Readonly<Record<Sweep, Plan>> = {
  events: { every_s: 10 * minute_s, read: readEvents },
  balance_transactions: {
    every_s: 30 * minute_s,
    read: (deps, patience) => readMoney(deps, 'thorough', patience),
  },
  subscriptions: {
    every_s: day_s,
    read: (deps, patience) => compareObjects(deps, allSubscriptions, patience),
  },
  payouts: {
    every_s: day_s,
    read: (deps, patience) => compareObjects(deps, recentPayouts, patience),
  },
}
/** A webhook may take a quarter of an hour; only what is older has been missed. */
const patient: Patience = { youngest_s: 15 * minute_s }
const atOnce: Patience = { youngest_s: 0 }
const afterFailure_s = 30

/**
 * Runs those sweeps whose time has come, in whatever rhythm it is called; answers what they found. One
 * that fails keeps no other from its turn, and is thrown when all had theirs.
 */
export async function tick(deps: SyncDeps): Promise<Find[]> {
  const finds: Find[] = []
  const failures: unknown[] = []
  for (const sweep of sweepNames) {
    const { every_s } = plans[sweep]
    const now = deps.machineClock.now()
    if (!(await claimRun(deps.db, sweep, { now, every_s }))) continue
    try {
      finds.push(...(await run(deps, sweep, patient)))
    } catch (error) {
      await releaseRun(deps.db, sweep, { now, every_s, wait_s: afterFailure_s })
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
  return finds
}

/**
 * Runs every sweep now, on the youngest events too: for the command line and for repairs. `told` hears
 * of each sweep when it begins and when it is through.
 */
export async function runSweeps(
  deps: SyncDeps,
  told: (sweep: Sweep, reading: Reading | null) => void = () => {},
): Promise<Find[]> {
  const finds: Find[] = []
  for (const sweep of sweepNames) {
    await claimRun(deps.db, sweep, { now: deps.machineClock.now(), every_s: 0 })
    told(sweep, null)
    finds.push(...(await run(deps, sweep, atOnce, (reading) => told(sweep, reading))))
  }
  return finds
}

/** Runs one sweep now, as when its time has come. */
export async function sweepNow(deps: SyncDeps, sweep: Sweep): Promise<void> {
  await claimRun(deps.db, sweep, { now: deps.machineClock.now(), every_s: 0 })
  await run(deps, sweep, patient)
}

async function run(
  deps: SyncDeps,
  sweep: Sweep,
  patience: Patience,
  told: (reading: Reading) => void = () => {},
): Promise<Find[]> {
  const reading = await plans[sweep].read(deps, patience)
  const { listed, found, first } = reading
  // the first reading of an account finds everything, and says nothing about webhooks
  const finds = first ? [] : found.map((each) => ({ sweep, ...each }))
  await keep(deps, finds, patience)
  await count(deps, sweep, { listed, found: finds.length })
  deps.log.info('sweep ran', { sweep, listed, found: finds.length })
  told({ ...reading, found: finds })
  return finds
}

/** Overdue is what a run found that leaves the youngest alone: no webhook would have brought it. */
async function keep(
  { db, machineClock }: SyncDeps,
  finds: readonly Find[],
  { youngest_s }: Patience,
): Promise<void> {
  if (finds.length === 0) return
  const seen = { found_at: machineClock.now(), overdue: youngest_s > 0 }
  await db
    .insertInto('sweep_find')
    .values(finds.map((find) => ({ ...find, ...seen })))
    .onConflict((conflict) => conflict.columns(['sweep', 'id']).doUpdateSet(seen))
    .execute()
}

/** By the day of the machine's time, as the sweeps run by it. */
async function count(
  { db, machineClock, config }: SyncDeps,
  sweep: Sweep,
  { listed, found }: { listed: number; found: number },
): Promise<void> {
  const day = dayOf(machineClock.now(), config.reportingTimezone)
  await db
    .insertInto('sweep_day')
    .values({ sweep, day, runs: 1, listed: BigInt(listed), found })
    .onConflict((conflict) =>
      conflict.columns(['sweep', 'day']).doUpdateSet((eb) => ({
        runs: eb('sweep_day.runs', '+', 1),
        listed: eb('sweep_day.listed', '+', BigInt(listed)),
        found: eb('sweep_day.found', '+', found),
      })),
    )
    .execute()
}
