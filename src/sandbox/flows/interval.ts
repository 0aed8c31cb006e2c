import type { Recurring } from '../objects/price.ts'

const DAY_S = 86_400

/**
 * The end of the period that starts at `start`: whole intervals counted from `anchor`, so that a
 * subscription of the 31st renews on the last day of short months and comes back to the 31st.
 */
export function periodEnd(anchor: number, start: number, recurring: Recurring): number {
  const { interval, interval_count: count } = recurring
  if (interval === 'day') return start + count * DAY_S
  if (interval === 'week') return start + count * 7 * DAY_S
  const months = interval === 'year' ? 12 * count : count
  return monthsAfter(anchor, monthsBetween(anchor, start) + months)
}

function monthsBetween(from: number, to: number): number {
  const [a, b] = [new Date(from * 1000), new Date(to * 1000)]
  const years = b.getUTCFullYear() - a.getUTCFullYear()
  return 12 * years + b.getUTCMonth() - a.getUTCMonth()
}

function monthsAfter(seconds: number, months: number): number {
  const anchor = new Date(seconds * 1000)
  const first = Date.UTC(anchor.getUTCFullYear(), anchor.getUTCMonth() + months, 1)
  const lastDay = new Date(first)
  lastDay.setUTCMonth(lastDay.getUTCMonth() + 1, 0)
  const day = Math.min(anchor.getUTCDate(), lastDay.getUTCDate())
  return first / 1000 + (day - 1) * DAY_S + (seconds % DAY_S)
}
