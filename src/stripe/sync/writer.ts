import type { Transaction } from 'kysely'
import type { Schema } from '../../platform/database/schema.ts'
import { gathered, oncePer } from '../../platform/gathered.ts'
import { type Settled, settleLeases } from '../inbox/lease.ts'
import { takeTurn } from '../inbox/turn.ts'
import { derive } from './derived.ts'
import type { Effect, SyncDeps, Touched } from './effect.ts'
import { recordHistory } from './subscription-history.ts'

/** An object read under its lease, and what it says, to be written. */
export type Reading = Settled & Readonly<{ effect: Effect }>
/** `held`: another process has the object, with newer news. */
export type Written = 'done' | 'held'

/**
 * Writes readings, as many as have come while the last ones were written in one transaction. All of an
 * object is written or nothing; one that cannot be written keeps no other out.
 */
export const writerOf = oncePer((deps: SyncDeps) =>
  gathered((readings: readonly Reading[]) => writeAll(deps, readings), { most: 100 }),
)

function writeAll(
  deps: SyncDeps,
  readings: readonly Reading[],
): Promise<(reading: Reading) => Written> {
  return deps.db.transaction().execute(async (trx) => {
    await takeTurn(trx)
    const ours = await settleLeases(trx, readings, deps.machineClock.now())
    const isOurs = ({ lease }: Reading) => ours.has(lease.subject.key)
    await write(trx, deps, readings.filter(isOurs))
    return (reading) => (isOurs(reading) ? 'done' : 'held')
  })
}

async function write(trx: Transaction<Schema>, deps: SyncDeps, readings: readonly Reading[]) {
  const touched: Touched[] = []
  for (const { lease, effect } of readings) {
    touched.push(await effect(trx))
    await recordHistory(trx, lease)
  }
  await derive(trx, deps, touched)
}
