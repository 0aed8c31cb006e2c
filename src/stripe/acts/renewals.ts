import { monthsAfter } from '../../members/membership.ts'

/** How often, counted from when: `{ unit: 'month', count: 1 }` from the 31st is each month's last day. */
export type Rhythm = Readonly<{ anchor: Date; unit: string; count: number }>

const days: Readonly<Record<string, number>> = { day: 1, week: 7 }
const months: Readonly<Record<string, number>> = { month: 1, year: 12 }
const day_ms = 86_400_000

/** The renewal that comes `times` intervals after the anchor. */
export function renewalAt({ anchor, unit, count }: Rhythm, times: number): Date {
  const inDays = days[unit]
  if (inDays !== undefined) return new Date(anchor.getTime() + inDays * count * times * day_ms)
  return monthsAfter(anchor, (months[unit] ?? 1) * count * times)
}

/** The first renewal at or after an instant. */
export function renewalFrom(rhythm: Rhythm, at: Date): Date {
  const one_ms = renewalAt(rhythm, 1).getTime() - rhythm.anchor.getTime()
  // months differ in length: begin a little before where whole intervals of the first one lead
  let times = Math.max(0, Math.floor(((at.getTime() - rhythm.anchor.getTime()) / one_ms) * 0.9) - 1)
  while (renewalAt(rhythm, times) < at) times += 1
  return renewalAt(rhythm, times)
}
