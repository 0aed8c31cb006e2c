import { readerOf } from '../../platform/database/connection.ts'
import { syncLag } from '../operations.ts'
import { tick } from '../sweeps/sweeps.ts'
import type { SyncDeps } from './effect.ts'
import { drain } from './sync.ts'

/** Longer than the rest between two readings of the balance. */
const rest_ms = 1100

/**
 * One round of work, for a runtime without a loop: the inbox, and once more what was only resting.
 * Answers how many objects were brought up to date.
 */
export async function workInbox(deps: SyncDeps): Promise<number> {
  const drained = await drain(deps)
  const { pending } = await syncLag(readerOf(deps.db), deps.machineClock.now())
  if (pending === 0) return drained
  await new Promise((resolve) => setTimeout(resolve, rest_ms))
  return drained + (await drain(deps))
}

/** What a cron calls: the sweeps that are due, and the inbox with what they found in it. */
export async function workRound(deps: SyncDeps): Promise<void> {
  try {
    await tick(deps)
  } finally {
    await workInbox(deps) // a sweep that fails holds up nothing that is stored
  }
}
