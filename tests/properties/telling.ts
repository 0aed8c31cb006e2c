import { type Database, readerOf } from '../../src/platform/database/connection.ts'
import { storeEvents } from '../../src/stripe/inbox/stored-event.ts'
import { syncLag } from '../../src/stripe/operations.ts'
import { runSweeps } from '../../src/stripe/sweeps/sweeps.ts'
import type { SyncDeps } from '../../src/stripe/sync/effect.ts'
import { syncPending } from '../../src/stripe/sync/sync.ts'
import { type TestClock, testClock } from '../stripe/account.ts'
import { syncDeps } from '../stripe/house.ts'
import { forgetAll } from '../stripe/story.ts'
import { copyIn, rowOfCopy, stripeOfCopies } from './copies.ts'
import { type Ending, endingsOf } from './ending.ts'
import type { Order } from './orders.ts'
import type { InboxRow, Recording } from './recording.ts'

/**
 * Tells a recorded story once in each of these orders, each to a copy of its own: first the first event
 * of every order, then, when all is applied, the second of every order, and so on. With `sweep`, the
 * sweeps then look once for what was not told. Answers how each copy ended.
 */
export async function told(
  db: Database,
  recording: Recording,
  orders: readonly Order[],
  { sweep = false } = {},
): Promise<Ending[]> {
  await forgetAll(db)
  const machine = testClock()
  const copies = orders.length
  const curtain = curtainOn(db)
  const stripe = stripeOfCopies(recording, { copies, curtain })
  const deps = syncDeps(db, { stripe, clock: recording.account.clock }, machine)
  for (let step = 0; orders.some(({ rows }) => step < rows.length); step += 1) {
    await storeAll(db, rowsOfStep(orders, step))
    await applied(deps, machine)
  }
  if (sweep) {
    curtain.open(copies)
    await runSweeps(deps)
    await applied(deps, machine)
  }
  return endingsOf(db, copies)
}

function rowsOfStep(orders: readonly Order[], step: number): InboxRow[] {
  return orders.flatMap(({ rows }, copy) => {
    const row = rows[step]
    return row === undefined ? [] : [rowOfCopy(row, copy)]
  })
}

const atOnce = 250

async function storeAll(db: Database, rows: readonly InboxRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += atOnce) {
    await storeEvents(db, rows.slice(from, from + atOnce))
  }
}

/** Sync until nothing waits, through every rest and back-off. */
async function applied(deps: SyncDeps, machine: TestClock): Promise<void> {
  for (let turns = 0; turns < 100; turns += 1) {
    const { done, failed } = await syncPending(deps, { limit: 2000 })
    if (done + failed > 0) continue
    const { pending } = await syncLag(readerOf(deps.db), machine.now())
    if (pending === 0) return
    machine.move(2)
  }
  throw new Error('something still waits after 100 turns')
}

/** Shows the money of those copies on whose behalf the balance is to be read. */
function curtainOn(db: Database) {
  const revealed = new Set<number>()
  return {
    open: (copies: number) => {
      for (let copy = 0; copy < copies; copy += 1) revealed.add(copy)
    },
    revealed: async () => {
      const asked = await db
        .selectFrom('inbox')
        .select('event_id')
        .where('object_key', '=', 'balance')
        .where('state', '=', 'new')
        .execute()
      for (const { event_id } of asked) revealed.add(copyIn(event_id))
      return [...revealed]
    },
  }
}
