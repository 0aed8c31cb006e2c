import type { SyncDeps } from '../sync/effect.ts'
import { readMoney } from './balance-transactions.ts'
import { readEvents } from './events.ts'
import { claimRun, releaseRun, type Sweep } from './watermark.ts'

/** Something of Stripe's that no webhook had brought. */
export type Find = Readonly<{ sweep: Sweep; object: string; id: string }>

const sweeps: readonly { sweep: Sweep; every_s: number }[] = [
  { sweep: 'events', every_s: 600 },
  { sweep: 'balance_transactions', every_s: 1800 },
]
/** A webhook may take a minute; only what is older has been missed. */
const onItsWay_s = 60
const afterFailure_s = 30

/** Runs those sweeps whose time has come, in whatever rhythm it is called; answers what they found. */
export async function tick(deps: SyncDeps): Promise<Find[]> {
  const finds: Find[] = []
  for (const { sweep, every_s } of sweeps) {
    const now = deps.machineClock.now()
    if (!(await claimRun(deps.db, sweep, { now, every_s }))) continue
    try {
      finds.push(...(await run(deps, sweep, onItsWay_s)))
    } catch (error) {
      await releaseRun(deps.db, sweep, { now, every_s, wait_s: afterFailure_s })
      throw error
    }
  }
  return finds
}

/** Runs every sweep now, on the youngest events too: for the command line and for repairs. */
export async function runSweeps(deps: SyncDeps): Promise<Find[]> {
  const finds: Find[] = []
  for (const { sweep } of sweeps) {
    await claimRun(deps.db, sweep, { now: deps.machineClock.now(), every_s: 0 })
    finds.push(...(await run(deps, sweep, 0)))
  }
  return finds
}

async function run(deps: SyncDeps, sweep: Sweep, youngest_s: number): Promise<Find[]> {
  const { found, first } =
    sweep === 'events' ? await readEvents(deps, { youngest_s }) : await readMoney(deps, 'thorough')
  // the first reading of an account finds everything, and says nothing about webhooks
  const finds = first ? [] : found.map((each) => ({ sweep, ...each }))
  await keep(deps, finds)
  deps.log.info('sweep ran', { sweep, found: finds.length })
  return finds
}

async function keep({ db, machineClock }: SyncDeps, finds: readonly Find[]): Promise<void> {
  if (finds.length === 0) return
  const found_at = machineClock.now()
  await db
    .insertInto('sweep_find')
    .values(finds.map((find) => ({ ...find, found_at })))
    .onConflict((conflict) => conflict.columns(['sweep', 'id']).doNothing())
    .execute()
}
