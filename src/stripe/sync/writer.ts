import type { Transaction } from 'kysely'
import type { Schema } from '../../platform/database/schema.ts'
import { gathered, oncePer } from '../../platform/gathered.ts'
import { type Settled, settleLeases } from '../inbox/lease.ts'
import { takeTurn } from '../inbox/turn.ts'
import { derive } from './derived.ts'
import { recordDisputeEnd } from './dispute.ts'
import type { Effect, SyncDeps } from './effect.ts'
import { recordInvoiceFailures } from './invoice.ts'
import { orderNewCards } from './new-card.ts'
import { membersOf } from './person.ts'
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

/**
 * Statements of the same kind that come together are one (`gathered` in the rooms' own files). All
 * have ended before a failure is told: nothing runs on when the transaction is taken back.
 */
async function write(trx: Transaction<Schema>, deps: SyncDeps, readings: readonly Reading[]) {
  const payers = readings.map(({ effect }) => effect.payer).filter((payer) => payer !== null)
  const memberOf = await membersOf(trx, deps, payers)
  const touched = await endOf(
    readings.map(async ({ lease, effect: { payer, write } }) => {
      await recordHistory(trx, deps, lease)
      const touched = await write(trx, payer && memberOf(payer))
      await recordDisputeEnd(trx, lease) // on the payment, which may just have been written
      await recordInvoiceFailures(trx, lease) // on the invoice
      await orderNewCards(trx, deps, lease)
      return touched
    }),
  )
  await derive(trx, deps, touched)
}

/** What all came to; throws what one of them threw only when nothing runs any more. */
export async function endOf<Result>(works: readonly Promise<Result>[]): Promise<Result[]> {
  await Promise.allSettled(works)
  return Promise.all(works)
}
