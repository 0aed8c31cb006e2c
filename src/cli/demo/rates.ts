import { addDays, type Day } from '../../platform/day.ts'
import { chanceOf } from './chance.ts'
import type { Size, Span } from './story.ts'

/** Units for one euro on the first day, from which each drifts. */
const first = { USD: 1.08, GBP: 0.85, CHF: 0.95, PLN: 4.3, UAH: 45 } as const
const drift = 0.004

/** A file in the ECB's form: newest first, working days only, a comma at each end. Made up. */
export function madeUpRates({ seed }: Size, { from, to }: Span): string {
  const chance = chanceOf(seed + 2)
  const names = Object.keys(first)
  let rates: readonly number[] = Object.values(first)
  const lines: string[] = []
  for (let day: Day = addDays(from, -7); day < to; day = addDays(day, 1)) {
    if (isWeekend(day)) continue
    rates = rates.map((rate) => rate * (1 + (chance.next() - 0.5) * drift))
    lines.push(`${day},${rates.map((rate) => rate.toFixed(4)).join(',')},`)
  }
  return [`Date,${names.join(',')},`, ...lines.reverse()].join('\n')
}

function isWeekend(day: Day): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
}
