import type { Interval } from '../../../finance/period.ts'
import type { SharePeriod } from '../../../finance/reader-share/share-period.ts'
import { type Month, monthOf } from '../../../platform/day.ts'
import { monthName, periodName } from '../days.ts'
import { percent } from '../figures.tsx'
import { className, reasonInWords } from '../words.ts'

/** The newest period whose share is known, else the newest of which a bound is; else the newest. */
export function periodToTell(periods: readonly SharePeriod[]): SharePeriod | undefined {
  return (
    periods.findLast(({ share }) => share !== null) ??
    periods.findLast(({ upper_bound }) => upper_bound !== null) ??
    periods.at(-1)
  )
}

/** «Readers paid for 78.4 % of June 2026», or what can be said in its place. */
export function shareSentence(period: SharePeriod, interval: Interval): string {
  const name = periodName(period.from, interval)
  if (period.share !== null) return `Readers paid for ${percent(period.share)} of ${name}`
  if (period.upper_bound !== null) {
    return `Readers paid for at most ${percent(period.upper_bound)} of ${name}`
  }
  if (period.reason === 'total_not_positive') return `There is no income in ${name} yet`
  return `What readers paid for in ${name} is not known: ${reasonInWords(period.reason)}`
}

/** A class that has no figure for a month. */
export type MissingClass = Readonly<{ month: Month; class: string }>

export function missingClasses({ missing, from }: SharePeriod): MissingClass[] {
  return missing.map((cell) => {
    const [month = cell, name] = cell.split('/')
    return name === undefined ? { month: monthOf(from), class: cell } : { month, class: name }
  })
}

/** `Advertising in May 2026`. */
export function missingInWords({ month, class: key }: MissingClass): string {
  return `${className(key)} in ${monthName(month)}`
}
