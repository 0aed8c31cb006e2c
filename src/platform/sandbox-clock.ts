import * as z from 'zod'
import type { Clock } from './clock.ts'

const answer = z.object({ now: z.number().int() })
const freshFor_ms = 200

/**
 * The clock of a stand-in for Stripe: machine time moved by what `GET /_sandbox/clock` at `apiBase`
 * answers. Asked at most five times a second; Stripe itself does not know the path, and then this is the
 * machine's own clock. `follow()` before a piece of work brings the distance up to date.
 */
export function sandboxClock(
  { apiBase, key }: { apiBase: string; key: string },
  machineClock: Clock,
): Clock & { follow: () => Promise<void> } {
  let distance_ms = 0
  let asked_ms = Number.NEGATIVE_INFINITY
  return {
    now: () => new Date(machineClock.now().getTime() + distance_ms),
    follow: async () => {
      const machine_ms = machineClock.now().getTime()
      if (machine_ms - asked_ms < freshFor_ms) return
      asked_ms = machine_ms
      distance_ms = (await sandboxNow_ms(apiBase, key)) - machine_ms
    },
  }

  async function sandboxNow_ms(base: string, bearer: string): Promise<number> {
    try {
      const response = await fetch(new URL('/_sandbox/clock', base), {
        headers: { authorization: `Bearer ${bearer}` },
        signal: AbortSignal.timeout(1000),
      })
      const parsed = answer.safeParse(await response.json())
      if (!parsed.success) return machineClock.now().getTime()
      const seconds_apart = parsed.data.now - Math.floor(machineClock.now().getTime() / 1000)
      return machineClock.now().getTime() + seconds_apart * 1000
    } catch {
      return machineClock.now().getTime() + distance_ms // out of reach: the last known distance holds
    }
  }
}
