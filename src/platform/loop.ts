import { setTimeout } from 'node:timers/promises'
import type { Log } from './log.ts'

/** Background work that goes on until it is stopped. */
export type Loop = Readonly<{
  /** Something came: look now. */
  hurry: () => void
  /** Ends after the work in hand; nothing runs when it resolves. */
  stop: () => Promise<void>
}>

/** Works and rests in turn. A failure (a database that is down) is told once, until it is over. */
export function startLoop(
  log: Log,
  { rest_ms }: { rest_ms: number },
  work: (signal: AbortSignal) => Promise<unknown>,
): Loop {
  const stopping = new AbortController()
  const bell = createBell()
  const running = run(log, stopping.signal, () => bell.rung(rest_ms), work)
  return {
    hurry: bell.ring,
    stop: async () => {
      stopping.abort()
      bell.ring()
      await running
    },
  }
}

async function run(
  log: Log,
  signal: AbortSignal,
  rest: () => Promise<void>,
  work: (signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  let failing = false
  while (!signal.aborted) {
    try {
      await work(signal)
      failing = false
    } catch (error) {
      if (!failing) log.error('background work failed', { error: nameOf(error) })
      failing = true
    }
    if (!signal.aborted) await rest()
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
      if (!rang) await setTimeout(longest_ms, undefined, { signal: heard.signal }).catch(() => {})
      rang = false
    },
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'
}
