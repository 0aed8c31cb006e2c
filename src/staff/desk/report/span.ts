import type { Interval, Range } from '../../../finance/period.ts'
import { periodName } from '../days.ts'

/** The periods of a picture in its sentence: `January 2026 to June 2026`. */
export function spanName(periods: readonly Range[], interval: Interval): string {
  const [first, last] = [periods.at(0), periods.at(-1)]
  if (first === undefined || last === undefined) return 'no period'
  const [from, to] = [periodName(first.from, interval), periodName(last.from, interval)]
  return from === to ? from : `${from} to ${to}`
}
