import * as z from 'zod'

/** How far the console's clock form moves at once. */
export const step = z.enum(['hour', 'day', 'week', 'month', 'year'])

const HOUR_S = 3600
const spans = { hour: HOUR_S, day: 24 * HOUR_S, week: 7 * 24 * HOUR_S }

/** A month or year later is the same day and time of that month, or its last day. */
export function later(now: number, by: z.infer<typeof step>): number {
  if (by !== 'month' && by !== 'year') return now + spans[by]
  const then = new Date(now * 1000)
  const day = then.getUTCDate()
  then.setUTCMonth(then.getUTCMonth() + (by === 'month' ? 1 : 12))
  if (then.getUTCDate() !== day) then.setUTCDate(0)
  return Math.floor(then.getTime() / 1000)
}
