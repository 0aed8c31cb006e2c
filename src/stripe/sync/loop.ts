import { setTimeout } from 'node:timers/promises'
import { tick } from '../sweeps/sweeps.ts'
import type { SyncDeps } from './effect.ts'
import { drain } from './sync.ts'

export type SyncLoop = Readonly<{
  /** Something came: look now. */
  hurry: () => void
  /** Ends after the work in hand; nothing runs when it resolves. */
  stop: () => Promise<void>
}>

const look_ms = 500
const tick_ms = 5000

/**
 * Node's background work: sync as soon as something came (and every half second, for what another
 * process stored), sweeps when their time has come. Any number of processes may run one.
 */
export function createSyncLoop(deps: SyncDeps): SyncLoop {
  const stopping = new AbortController()
  const { signal } = stopping
  const bell = createBell()
  const running = Promise.all([
    repeat(
      deps,
      signal,
      () => bell.rung(look_ms),
      () => drain(deps, signal),
    ),
    repeat(
      deps,
      signal,
      () => pause(tick_ms, signal),
      () => tick(deps),
    ),
  ])
  return {
    hurry: bell.ring,
    stop: async () => {
      stopping.abort()
      bell.ring()
      await running
    },
  }
}

/** Rung while nobody listens, it is heard by the next who does. */
function createBell() {
  let rang = false
  let wake = () => {}
  return {
    ring: () => {
      rang = true
      wake()
    },
    rung: async (longest_ms: number) => {
      const heard = new AbortController()
      wake = () => heard.abort()
      if (!rang) await pause(longest_ms, heard.signal)
      rang = false
    },
  }
}

/** Works and rests in turn. A failure (a database that is down) is told once, until it is over. */
async function repeat(
  { log }: SyncDeps,
  signal: AbortSignal,
  rest: () => Promise<void>,
  work: () => Promise<unknown>,
): Promise<void> {
  let failing = false
  while (!signal.aborted) {
    try {
      await work()
      failing = false
    } catch (error) {
      if (!failing) log.error('background work failed', { error: nameOf(error) })
      failing = true
    }
    if (!signal.aborted) await rest()
  }
}

/** Shorter when the signal says so. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => {})
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'
}
