import { type Loop, startLoop } from '../../platform/loop.ts'
import { tick } from '../sweeps/sweeps.ts'
import type { SyncDeps } from './effect.ts'
import { drain } from './sync.ts'

const look_ms = 500
const tick_ms = 5000

/**
 * Node's background work: sync as soon as something came (and every half second, for what another
 * process stored), sweeps when their time has come. Any number of processes may run one.
 */
export function createSyncLoop(deps: SyncDeps): Loop {
  const inbox = startLoop(deps.log, { rest_ms: look_ms }, (signal) => drain(deps, signal))
  const sweeps = startLoop(deps.log, { rest_ms: tick_ms }, () => tick(deps))
  return {
    hurry: inbox.hurry,
    stop: async () => {
      await Promise.all([inbox.stop(), sweeps.stop()])
    },
  }
}
