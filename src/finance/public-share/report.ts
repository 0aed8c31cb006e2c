import { closedMonths } from '../../ledger/months.ts'
import { latest } from '../../platform/clock.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { type Day, dayOf, startOfDay } from '../../platform/day.ts'
import { daysOfMonth, type Range } from '../period.ts'
import type { ReportDeps } from '../query.ts'
import { factsOfRanges, sum } from '../reader-share/facts.ts'
import { type ShareReason, shareOf } from '../reader-share/share.ts'

/** What anybody may know: one share a year, never broken down. */
export type PublicShare = Readonly<{
  year: number
  share: string | null
  reason: ShareReason | 'no_closed_month' | null
  as_of: string
}>

/** What the closed months of a year say, and the day after the last of them; null while none is closed. */
export type ClosedYear = Readonly<{ share: PublicShare; to: Day | null }>

/**
 * The share over the year's closed months together, net, in the books' currency; null until one is
 * closed. `as_of` is when the last of them was closed, else the beginning of today: between closings
 * the answer stays the same, so that caches can keep it.
 */
export async function closedYear(
  reader: Reader,
  year: number,
  deps: ReportDeps,
): Promise<ClosedYear> {
  const closed = await closedMonths(reader, { from: `${year}-01`, to: `${year}-12` })
  const { reportingTimezone } = deps.config
  const today = dayOf(deps.clock.now(), reportingTimezone)
  const lastClosing = latest(closed.map(({ closed_at }) => closed_at))
  const as_of = lastClosing ?? startOfDay(today, reportingTimezone)
  const answer = { year, as_of: as_of.toISOString() }
  const ranges = closed.map(({ month }) => daysOfMonth(month))
  const to = ranges.at(-1)?.to ?? null
  if (to === null) return { share: { ...answer, share: null, reason: 'no_closed_month' }, to }
  return { share: { ...answer, ...(await shareOver(reader, ranges, deps)) }, to }
}

/** The share of a year alone. */
export async function publicShare(
  reader: Reader,
  year: number,
  deps: ReportDeps,
): Promise<PublicShare> {
  return (await closedYear(reader, year, deps)).share
}

async function shareOver(reader: Reader, ranges: readonly Range[], deps: ReportDeps) {
  const query = { basis: 'net', currency: deps.config.reportingCurrency } as const
  const facts = await factsOfRanges(reader, ranges, query, deps)
  const classes = facts.flatMap((month) => month.classes)
  const { share, reason } = shareOf({
    reader: sum(classes, 'reader_minor'),
    known: sum(classes, 'total_minor'),
    unrated: facts.some(({ unrated }) => unrated),
    missing: facts.flatMap(({ missing }) => missing),
  })
  return { share, reason }
}
