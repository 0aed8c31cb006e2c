import { setTimeout as pause } from 'node:timers/promises'
import type { Subject } from '../inbox/subject.ts'
import type { SyncDeps } from '../sync/effect.ts'
import { refreshObject } from '../sync/sync.ts'

const tries = 4
const pause_ms = 150

/**
 * Brings what an act has changed into our books at once, by the same way as its webhook, which brings
 * it again. An object that sync has in its hands right now may be read there from before the act, so
 * it is asked for once more; when that lasts, the webhook is soon enough.
 */
export async function keepRead(
  deps: SyncDeps,
  objects: readonly Readonly<{ type: Subject['type']; id: string }>[],
): Promise<void> {
  await Promise.all(objects.map((object) => kept(deps, object)))
}

async function kept(deps: SyncDeps, object: Readonly<{ type: Subject['type']; id: string }>) {
  for (let tried = 0; tried < tries; tried += 1) {
    if ((await refreshObject(deps, object)) !== 'held') return
    await pause(pause_ms)
  }
}
