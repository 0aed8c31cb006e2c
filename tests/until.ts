import { setTimeout as wait } from 'node:timers/promises'

const every_ms = 25

/**
 * Asks until the answer is neither undefined, null nor false, and hands it out. Throws after
 * `within_s`, naming what was waited for and the last answer's error when it was one.
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  { within_s = 20 }: { within_s?: number } = {},
): Promise<T> {
  const latest = performance.now() + within_s * 1000
  let failure: unknown
  for (;;) {
    try {
      const answer = await ask()
      if (answer !== undefined && answer !== null && answer !== false) return answer
    } catch (error) {
      failure = error
    }
    if (performance.now() > latest) {
      throw new Error(`${what}: not within ${within_s} s`, { cause: failure })
    }
    await wait(every_ms)
  }
}
